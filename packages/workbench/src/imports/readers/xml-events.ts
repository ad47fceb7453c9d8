// The one door to the XML parser: elements and text as they arrive, entities of a document type left unread.
import { SaxesParser } from "saxes";

export interface XmlHandler {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  close(name: string): void;
  text(text: string): void;
}

/** Parses text given in pieces; a fault in the XML is thrown by `write` or `end`. Prefixes of names are dropped. */
export function openXml(handler: XmlHandler): { write(piece: string): void; end(): void } {
  const parser = new SaxesParser({ xmlns: false });
  let failure: Error | null = null;
  parser.on("error", (error) => {
    failure ??= error;
  });
  parser.on("opentag", ({ name, attributes }) => handler.open(localName(name), attributes));
  parser.on("closetag", ({ name }) => handler.close(localName(name)));
  parser.on("text", (text) => handler.text(text));
  parser.on("cdata", (text) => handler.text(text));
  const check = () => {
    if (failure !== null) throw failure;
  };
  return {
    write: (piece) => {
      parser.write(piece);
      check();
    },
    end: () => {
      parser.close();
      check();
    },
  };
}

function localName(name: string): string {
  const colon = name.indexOf(":");
  return colon < 0 ? name : name.slice(colon + 1);
}

// Reads the bytes of an `.onnx` file back into a model description.
import { NnError } from "../errors.ts";
import {
  attributeTypes,
  type ElementType,
  elementTypes,
  fields,
  type OnnxAttribute,
  type OnnxDim,
  type OnnxModel,
  type OnnxNode,
  type OnnxTensor,
  type OnnxValueInfo,
} from "./schema.ts";
import { readFields, readFloats, readPackedIntegers, readText, type WireField } from "./wire.ts";

/**
 * Decodes a model. Tensor data are views into `bytes`. Throws `malformed-model` when the file is
 * cut off, is no ONNX model, or uses a part of the format that this package does not read.
 */
export function decodeModel(bytes: Uint8Array): OnnxModel {
  let version = 0;
  let producer = "";
  let graph: OnnxModel["graph"] | undefined;
  const opsets: Record<string, number> = {};
  const metadata: Record<string, string> = {};
  for (const field of readFields(bytes)) {
    if (field.field === fields.model.irVersion) version = Number(field.integer);
    else if (field.field === fields.model.producerName) producer = readText(field.bytes);
    else if (field.field === fields.model.graph) graph = decodeGraph(field.bytes);
    else if (field.field === fields.model.opsetImport) Object.assign(opsets, decodeOpset(field));
    else if (field.field === fields.model.metadataProps) {
      Object.assign(metadata, decodeEntry(field));
    }
  }
  if (graph === undefined) throw malformed("it has no graph");
  return { irVersion: version, opsets, producer, metadata, graph };
}

function decodeOpset(field: WireField): Record<string, number> {
  let domain = "";
  let version = 0;
  for (const part of readFields(field.bytes)) {
    if (part.field === fields.opset.domain) domain = readText(part.bytes);
    else if (part.field === fields.opset.version) version = Number(part.integer);
  }
  return { [domain]: version };
}

function decodeEntry(field: WireField): Record<string, string> {
  let key = "";
  let value = "";
  for (const part of readFields(field.bytes)) {
    if (part.field === fields.entry.key) key = readText(part.bytes);
    else if (part.field === fields.entry.value) value = readText(part.bytes);
  }
  return { [key]: value };
}

function decodeGraph(bytes: Uint8Array): OnnxModel["graph"] {
  const nodes: OnnxNode[] = [];
  const initializers: OnnxTensor[] = [];
  const inputs: OnnxValueInfo[] = [];
  const outputs: OnnxValueInfo[] = [];
  let name = "";
  for (const field of readFields(bytes)) {
    if (field.field === fields.graph.node) nodes.push(decodeNode(field.bytes));
    else if (field.field === fields.graph.name) name = readText(field.bytes);
    else if (field.field === fields.graph.initializer) initializers.push(decodeTensor(field.bytes));
    else if (field.field === fields.graph.input) inputs.push(decodeValueInfo(field.bytes));
    else if (field.field === fields.graph.output) outputs.push(decodeValueInfo(field.bytes));
  }
  return { name, nodes, initializers, inputs, outputs };
}

const nodeTexts: ReadonlySet<number> = new Set([
  fields.node.name,
  fields.node.opType,
  fields.node.domain,
]);

function decodeNode(bytes: Uint8Array): OnnxNode {
  const inputs: string[] = [];
  const outputs: string[] = [];
  const attributes: Record<string, OnnxAttribute> = {};
  const texts: Record<number, string> = {};
  for (const field of readFields(bytes)) {
    if (field.field === fields.node.input) inputs.push(readText(field.bytes));
    else if (field.field === fields.node.output) outputs.push(readText(field.bytes));
    else if (field.field === fields.node.attribute) {
      Object.assign(attributes, decodeAttribute(field.bytes));
    } else if (nodeTexts.has(field.field)) texts[field.field] = readText(field.bytes);
  }
  return {
    name: texts[fields.node.name] ?? "",
    opType: texts[fields.node.opType] ?? "",
    domain: texts[fields.node.domain] ?? "",
    inputs,
    outputs,
    attributes,
  };
}

function decodeAttribute(bytes: Uint8Array): Record<string, OnnxAttribute> {
  const all = [...readFields(bytes)];
  const find = (number: number) => all.find(({ field }) => field === number);
  const every = (number: number) => all.filter(({ field }) => field === number);
  const name = readText(find(fields.attribute.name)?.bytes ?? new Uint8Array(0));
  const type = Number(find(fields.attribute.type)?.integer ?? 0);
  const { attribute } = fields;
  switch (type) {
    case attributeTypes.float: {
      const value = readFloats(find(attribute.float)?.bytes ?? new Uint8Array(4))[0]!;
      return { [name]: { kind: "float", value } };
    }
    case attributeTypes.int:
      return { [name]: { kind: "int", value: Number(find(attribute.int)?.integer ?? 0n) } };
    case attributeTypes.string: {
      const value = readText(find(attribute.string)?.bytes ?? new Uint8Array(0));
      return { [name]: { kind: "string", value } };
    }
    case attributeTypes.tensor: {
      const value = decodeTensor(find(attribute.tensor)?.bytes ?? new Uint8Array(0));
      return { [name]: { kind: "tensor", value } };
    }
    case attributeTypes.floats: {
      const value = every(attribute.floats).flatMap((field) => readFloats(field.bytes));
      return { [name]: { kind: "floats", value } };
    }
    case attributeTypes.ints:
      return { [name]: { kind: "ints", value: integersOf(every(attribute.ints)) } };
    case attributeTypes.strings: {
      const value = every(attribute.strings).map((field) => readText(field.bytes));
      return { [name]: { kind: "strings", value } };
    }
    default:
      return { [name]: { kind: "opaque", value: bytes } };
  }
}

function decodeTensor(bytes: Uint8Array): OnnxTensor {
  const all = [...readFields(bytes)];
  const { tensor } = fields;
  const dims = integersOf(all.filter(({ field }) => field === tensor.dims));
  const nameField = all.find(({ field }) => field === tensor.name);
  const name = nameField === undefined ? "" : readText(nameField.bytes);
  const number = Number(all.find(({ field }) => field === tensor.dataType)?.integer ?? 0n);
  const entry = Object.entries(elementTypes).find(([, value]) => value === number);
  if (entry === undefined) throw malformed(`tensor "${name}" has element type ${number}`);
  if (all.some(({ field }) => field === tensor.externalData)) {
    throw malformed(`tensor "${name}" is stored in another file`);
  }
  const type = entry[0] as ElementType;
  const raw = all.find(({ field }) => field === tensor.rawData);
  const data = raw?.bytes ?? typedData(all, type);
  const width =
    data.length /
    Math.max(
      1,
      dims.reduce((product, dim) => product * dim, 1),
    );
  if (data.length > 0 && width !== elementBytes[type]) {
    throw malformed(`tensor "${name}" holds ${data.length} bytes for [${dims.join(", ")}] ${type}`);
  }
  return { name, type, dims, data };
}

const elementBytes: Readonly<Record<ElementType, number>> = {
  float32: 4,
  uint8: 1,
  int8: 1,
  int32: 4,
  int64: 8,
  bool: 1,
  float16: 2,
  float64: 8,
};

/** Element data in the typed fields that other writers use instead of raw bytes. */
function typedData(all: readonly WireField[], type: ElementType): Uint8Array {
  const { tensor } = fields;
  const of = (number: number) => all.filter(({ field }) => field === number);
  if (type === "float32") {
    const values = of(tensor.floatData).flatMap((field) => readFloats(field.bytes));
    return new Uint8Array(Float32Array.from(values).buffer);
  }
  if (type === "int64") {
    const values = integersOf(of(tensor.int64Data));
    return new Uint8Array(BigInt64Array.from(values, BigInt).buffer);
  }
  const values = integersOf(of(tensor.int32Data));
  if (type === "int32") return new Uint8Array(Int32Array.from(values).buffer);
  if (type === "float16") return new Uint8Array(Uint16Array.from(values).buffer);
  return Uint8Array.from(values);
}

function decodeValueInfo(bytes: Uint8Array): OnnxValueInfo {
  let name = "";
  let type: ElementType = "float32";
  let dims: OnnxDim[] | undefined;
  let sequence = false;
  const readTensorType = (message: Uint8Array) => {
    for (const part of readFields(message)) {
      if (part.field === fields.tensorType.elementType) type = elementName(Number(part.integer));
      else if (part.field === fields.tensorType.shape) dims = decodeShape(part.bytes);
    }
  };
  const readType = (message: Uint8Array) => {
    for (const part of readFields(message)) {
      if (part.field === fields.type.tensorType) readTensorType(part.bytes);
      else if (part.field === fields.type.sequenceType) {
        sequence = true;
        for (const element of readFields(part.bytes)) readType(element.bytes);
      }
    }
  };
  for (const field of readFields(bytes)) {
    if (field.field === fields.valueInfo.name) name = readText(field.bytes);
    else if (field.field === fields.valueInfo.type) readType(field.bytes);
  }
  return sequence ? { name, type, dims, sequence } : { name, type, dims };
}

function decodeShape(bytes: Uint8Array): OnnxDim[] {
  const dims: OnnxDim[] = [];
  for (const field of readFields(bytes)) {
    let dim: OnnxDim = "?";
    for (const part of readFields(field.bytes)) {
      if (part.field === fields.dim.value) dim = Number(part.integer);
      else if (part.field === fields.dim.param) dim = readText(part.bytes);
    }
    dims.push(dim);
  }
  return dims;
}

function elementName(number: number): ElementType {
  const entry = Object.entries(elementTypes).find(([, value]) => value === number);
  if (entry === undefined) throw malformed(`a value has element type ${number}`);
  return entry[0] as ElementType;
}

/** Integers of a repeated field, packed or not. */
function integersOf(found: readonly WireField[]): number[] {
  return found.flatMap((field) =>
    field.bytes.length > 0 ? readPackedIntegers(field.bytes).map(Number) : [Number(field.integer)],
  );
}

function malformed(what: string): NnError {
  return new NnError(
    "malformed-model",
    `The model file cannot be read: ${what}. Expected an ONNX model in one file; ` +
      "export it again, or fetch it again if it was cut off.",
  );
}

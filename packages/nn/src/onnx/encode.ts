// Turns a model description into the bytes of an `.onnx` file.
import {
  attributeTypes,
  elementTypes,
  fields,
  type OnnxAttribute,
  type OnnxDim,
  type OnnxModel,
  type OnnxNode,
  type OnnxTensor,
  type OnnxValueInfo,
} from "./schema.ts";
import { WireWriter } from "./wire.ts";

/** Encodes a model; the same model always gives the same bytes. */
export function encodeModel(model: OnnxModel): Uint8Array {
  const writer = new WireWriter();
  writer.integer(fields.model.irVersion, model.irVersion);
  writer.bytes(fields.model.producerName, model.producer);
  writer.message(fields.model.graph, encodeGraph(model.graph));
  for (const [domain, version] of Object.entries(model.opsets)) {
    const entry = new WireWriter();
    entry.bytes(fields.opset.domain, domain);
    entry.integer(fields.opset.version, version);
    writer.message(fields.model.opsetImport, entry);
  }
  for (const [key, value] of Object.entries(model.metadata)) {
    const entry = new WireWriter();
    entry.bytes(fields.entry.key, key);
    entry.bytes(fields.entry.value, value);
    writer.message(fields.model.metadataProps, entry);
  }
  return writer.finish();
}

function encodeGraph(graph: OnnxModel["graph"]): WireWriter {
  const writer = new WireWriter();
  for (const node of graph.nodes) writer.message(fields.graph.node, encodeNode(node));
  writer.bytes(fields.graph.name, graph.name);
  for (const tensor of graph.initializers) {
    writer.message(fields.graph.initializer, encodeTensor(tensor));
  }
  for (const value of graph.inputs) writer.message(fields.graph.input, encodeValueInfo(value));
  for (const value of graph.outputs) writer.message(fields.graph.output, encodeValueInfo(value));
  return writer;
}

function encodeNode(node: OnnxNode): WireWriter {
  const writer = new WireWriter();
  for (const input of node.inputs) writer.bytes(fields.node.input, input);
  for (const output of node.outputs) writer.bytes(fields.node.output, output);
  writer.bytes(fields.node.name, node.name);
  writer.bytes(fields.node.opType, node.opType);
  for (const [name, attribute] of Object.entries(node.attributes)) {
    if (attribute.kind === "opaque") writer.bytes(fields.node.attribute, attribute.value);
    else writer.message(fields.node.attribute, encodeAttribute(name, attribute));
  }
  if (node.domain !== "") writer.bytes(fields.node.domain, node.domain);
  return writer;
}

function encodeAttribute(
  name: string,
  attribute: Exclude<OnnxAttribute, { kind: "opaque" }>,
): WireWriter {
  const writer = new WireWriter();
  const field = fields.attribute[attribute.kind];
  writer.bytes(fields.attribute.name, name);
  switch (attribute.kind) {
    case "int":
      writer.integer(field, attribute.value);
      break;
    case "float":
      writer.float(field, attribute.value);
      break;
    case "string":
      writer.bytes(field, attribute.value);
      break;
    case "tensor":
      writer.message(field, encodeTensor(attribute.value));
      break;
    case "ints":
      for (const value of attribute.value) writer.integer(field, value);
      break;
    case "floats":
      for (const value of attribute.value) writer.float(field, value);
      break;
    case "strings":
      for (const value of attribute.value) writer.bytes(field, value);
      break;
  }
  writer.integer(fields.attribute.type, attributeTypes[attribute.kind]);
  return writer;
}

function encodeTensor(tensor: OnnxTensor): WireWriter {
  const writer = new WireWriter();
  for (const dim of tensor.dims) writer.integer(fields.tensor.dims, dim);
  writer.integer(fields.tensor.dataType, elementTypes[tensor.type]);
  writer.bytes(fields.tensor.name, tensor.name);
  writer.bytes(fields.tensor.rawData, tensor.data);
  return writer;
}

function encodeValueInfo(value: OnnxValueInfo): WireWriter {
  const tensorType = new WireWriter();
  tensorType.integer(fields.tensorType.elementType, elementTypes[value.type]);
  if (value.dims !== undefined) {
    tensorType.message(fields.tensorType.shape, encodeShape(value.dims));
  }
  const tensor = new WireWriter();
  tensor.message(fields.type.tensorType, tensorType);
  const sequence = new WireWriter();
  sequence.message(fields.sequenceType.elementType, tensor);
  const type = new WireWriter();
  if (value.sequence) type.message(fields.type.sequenceType, sequence);
  const writer = new WireWriter();
  writer.bytes(fields.valueInfo.name, value.name);
  writer.message(fields.valueInfo.type, value.sequence ? type : tensor);
  return writer;
}

function encodeShape(dims: readonly OnnxDim[]): WireWriter {
  const shape = new WireWriter();
  for (const dim of dims) {
    const entry = new WireWriter();
    if (typeof dim === "number") entry.integer(fields.dim.value, dim);
    else entry.bytes(fields.dim.param, dim);
    shape.message(fields.shape.dim, entry);
  }
  return shape;
}

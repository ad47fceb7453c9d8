# The PyTorch side of the differential suite: cases as JSON on stdin, outputs and gradients as JSON on stdout.
import json
import sys

import torch
import torch.nn.functional as F

torch.set_num_threads(1)
DTYPES = {"float32": torch.float64, "int32": torch.int64, "bool": torch.bool}


def convolution(x, w, stride, padding, dilation, groups):
    call = F.conv1d if x.dim() == 3 else F.conv2d
    return call(x, w, None, stride, padding, dilation, groups)


def max_pool(x, size, stride, padding, dilation):
    call = F.max_pool1d if x.dim() == 3 else F.max_pool2d
    return call(x, size, stride, padding, dilation)


def average_pool(x, size, stride, padding):
    call = F.avg_pool1d if x.dim() == 3 else F.avg_pool2d
    return call(x, size, stride, padding, count_include_pad=True)


def batch_norm(x, scale, shift, mean, variance, training):
    return F.batch_norm(x, mean.detach(), variance.detach(), scale, shift, training, 0.1, 1e-5)


def attention(x, *rest, heads, causal, mask, memory):
    rest = list(rest)
    other = rest.pop(0) if memory else x
    seen = rest.pop(0) if mask else None
    qw, qb, kw, kb, vw, vb, ow, ob = rest
    size = x.shape[-1] // heads

    def project(value, weights, bias):
        made = value @ weights + bias
        return made.reshape(made.shape[0], made.shape[1], heads, size).transpose(1, 2)

    scores = project(x, qw, qb) @ project(other, kw, kb).transpose(-1, -2) / size**0.5
    if seen is not None:
        seen = seen.detach()
        seen = seen[:, None, None, :] if seen.dim() == 2 else seen[:, None]
        scores = scores.masked_fill(seen == 0, float("-inf"))
    if causal:
        places = scores.shape[-1]
        scores = scores.masked_fill(torch.ones(places, places).triu(1).bool(), float("-inf"))
    mixed = scores.softmax(-1) @ project(other, vw, vb)
    return mixed.transpose(1, 2).reshape(x.shape) @ ow + ob


def torch_attention(x, *rest, heads, causal, mask, memory):
    """The same by PyTorch's own module, for square projections without a mask of pairs."""
    rest = list(rest)
    other = rest.pop(0) if memory else x
    seen = rest.pop(0) if mask else None
    qw, qb, kw, kb, vw, vb, ow, ob = rest
    hidden = None
    if causal:
        hidden = torch.ones(x.shape[1], x.shape[1]).triu(1).bool()
    padding = None if seen is None else seen.detach() == 0
    made, _ = F.multi_head_attention_forward(
        x.transpose(0, 1), other.transpose(0, 1), other.transpose(0, 1), x.shape[-1], heads,
        torch.cat([qw.T, kw.T, vw.T]), torch.cat([qb, kb, vb]), None, None, False, 0.0,
        ow.T, ob, training=False, key_padding_mask=padding, attn_mask=hidden, need_weights=False,
    )
    return made.transpose(0, 1)


def reduction(x, kind, axes, keep):
    if kind in ("max", "min"):
        return getattr(torch, "a" + kind)(x, axes, keep)
    return getattr(torch, kind)(x, axes, keep)


def scatter_add(like, ids, updates):
    shape = (like.shape[0],) + tuple(updates.shape[ids.dim():])
    return torch.zeros(shape, dtype=updates.dtype).index_add(0, ids.reshape(-1), updates.reshape((-1,) + shape[1:]))


def scatter_rows(source, ids, updates):
    return source.index_put((ids,), updates)


def pad(x, before, after):
    both = [n for pair in reversed(list(zip(before, after))) for n in pair]
    return F.pad(x, both)


def cross_entropy(logits, labels, weights, smoothing, focus):
    weight = None if weights is None else torch.tensor(weights, dtype=torch.float64)
    if focus:
        each = F.cross_entropy(logits, labels, reduction="none", label_smoothing=smoothing)
        sure = logits.softmax(-1).gather(1, labels[:, None])[:, 0]
        return (each * (1 - sure) ** focus).mean()
    return F.cross_entropy(logits, labels, weight, ignore_index=-1, label_smoothing=smoothing)


def binary(logits, target, weight, smoothing, focus):
    target = target.detach() * (1 - smoothing) + smoothing / 2
    weight = torch.tensor(weight, dtype=torch.float64)
    if focus == 0:
        return F.binary_cross_entropy_with_logits(logits, target, pos_weight=weight)
    p = logits.sigmoid()
    yes = weight * target * (1 - p) ** focus * -p.log()
    return (yes + (1 - target) * p**focus * -(1 - p).log()).mean()


def regression(x, target, kind, delta):
    target = target.detach()
    if kind == "mse":
        return F.mse_loss(x, target)
    return F.l1_loss(x, target) if kind == "mae" else F.huber_loss(x, target, delta=delta)


def info_nce(a, b, temperature):
    scores = F.normalize(a) @ F.normalize(b).T / temperature
    own = torch.arange(len(a))
    return (F.cross_entropy(scores, own) + F.cross_entropy(scores.T, own)) / 2


def optimizer(value, *gradients, kind, options, clip):
    parameter = torch.nn.Parameter(value.detach().clone())
    made = getattr(torch.optim, kind)([parameter], **options)
    for gradient in gradients:
        parameter.grad = gradient.detach().clone()
        if clip is not None:
            torch.nn.utils.clip_grad_norm_([parameter], clip)
        made.step()
    return parameter


BINARY = {"add": torch.add, "sub": torch.sub, "mul": torch.mul, "div": torch.div, "max": torch.maximum, "min": torch.minimum}
OPS = {
    "conv": convolution,
    "maxPool": max_pool,
    "maxPoolOfConv": lambda x, w: F.max_pool2d(F.conv2d(x, w), 2),
    "avgPool": average_pool,
    "globalAvg": lambda x: x.flatten(2).mean(2),
    "globalMax": lambda x: torch.amax(x.flatten(2), 2),
    "batchNorm": batch_norm,
    "layerNorm": lambda x, scale, shift: F.layer_norm(x, x.shape[-1:], scale, shift),
    "groupNorm": lambda x, scale, shift, groups: F.group_norm(x, groups, scale.flatten(), shift.flatten()),
    "dense": lambda x, w, b: F.linear(x, w.T, b),
    "matmul": lambda a, b, ta, tb: (a.transpose(-1, -2) if ta else a) @ (b.transpose(-1, -2) if tb else b),
    "attention": attention,
    "torchAttention": torch_attention,
    "gather": lambda table, ids: table[ids],
    "scatterAdd": scatter_add,
    "scatterRows": scatter_rows,
    "concat": lambda *parts, axis: torch.cat(parts, axis),
    "slice": lambda x, axis, start, end: x.narrow(axis, start, end - start),
    "split": lambda x, sizes: torch.cat(list(reversed(x.split(sizes, 1))), 1),
    "pad": pad,
    "transpose": lambda x, order: x.permute(order),
    "reshape": lambda x, shape: x.reshape(shape),
    "expand": lambda x, like: x.expand(like.shape),
    "reduction": reduction,
    "softmax": lambda x, axis: x.softmax(axis),
    "logSoftmax": lambda x, axis: x.log_softmax(axis),
    "where": lambda a, b, c: torch.where(a > 0, b, c),
    "binary": lambda a, b, name: BINARY[name](a, b),
    "unary": lambda x, name: getattr(F, name)(x) if hasattr(F, name) and name not in ("tanh", "sigmoid") else getattr(torch, name)(x),
    "crossEntropy": cross_entropy,
    "binaryCrossEntropy": binary,
    "regression": regression,
    "infoNce": info_nce,
    "optimizer": optimizer,
}


def tensor(value):
    made = torch.tensor(value["data"], dtype=DTYPES[value["dtype"]]).reshape(value["shape"])
    return made.requires_grad_(value["dtype"] == "float32")


def run(case):
    inputs = [tensor(value) for value in case["inputs"]]
    result = OPS[case["op"]](*inputs, **case["args"])
    floats = [value for value in inputs if value.requires_grad]
    gradients = []
    if case["gradient"]:
        share = torch.tensor(case["share"], dtype=torch.float64).reshape(result.shape)
        found = torch.autograd.grad((result * share).sum(), floats, allow_unused=True)
        gradients = [torch.zeros_like(x) if g is None else g for x, g in zip(floats, found)]
    return {
        "shape": list(result.shape),
        "data": result.detach().flatten().tolist(),
        "gradients": [g.flatten().tolist() for g in gradients],
    }


cases = json.load(sys.stdin)
json.dump({"version": torch.__version__, "results": [run(case) for case in cases]}, sys.stdout)

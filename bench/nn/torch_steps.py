# The same workloads in PyTorch: torch_steps.py WORKLOAD SECONDS THREADS [channels_last], prints step times as JSON.
import json
import resource
import sys
import time

import numpy
import torch
from torch import nn

name, seconds, threads = sys.argv[1], float(sys.argv[2]), int(sys.argv[3])
layout = torch.channels_last if "channels_last" in sys.argv[4:] else torch.contiguous_format
torch.set_num_threads(threads)
torch.manual_seed(1)
numpy.random.seed(1)


class Block(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.first, self.second = nn.LayerNorm(width), nn.LayerNorm(width)
        self.attention = nn.MultiheadAttention(width, heads, batch_first=True)
        self.inner, self.outer = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)

    def forward(self, x):
        seen = self.first(x)
        x = x + self.attention(seen, seen, seen, need_weights=False)[0]
        return x + self.outer(nn.functional.gelu(self.inner(self.second(x))))


class Transformer(nn.Module):
    def __init__(self):
        super().__init__()
        self.words = nn.Embedding(2000, 128)
        self.blocks = nn.Sequential(Block(128, 4), Block(128, 4))
        self.norm, self.head = nn.LayerNorm(128), nn.Linear(128, 10)

    def forward(self, ids):
        return self.head(self.norm(self.blocks(self.words(ids))).mean(1))


class Bags(nn.Module):
    def __init__(self):
        super().__init__()
        self.table = nn.EmbeddingBag(2**17, 32, mode="mean", sparse=True)
        self.rest = nn.Sequential(nn.Linear(32, 64), nn.ReLU(), nn.Linear(64, 3))

    def forward(self, bags):
        return self.rest(self.table(*bags))


def convolve(inputs, filters):
    return [nn.Conv2d(inputs, filters, 3, padding=1, bias=False), nn.BatchNorm2d(filters), nn.ReLU()]


def images(shape, count=4096):
    return torch.rand(count, *shape), torch.randint(10, (count,))


batch_size = 128
if name == "convnet":
    model = nn.Sequential(
        nn.Conv2d(1, 32, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(5408, 128), nn.ReLU(), nn.Linear(128, 10)
    ).to(memory_format=layout)
    data, labels = images((1, 28, 28))
    data = data.to(memory_format=layout)
elif name == "photos":
    parts = [*convolve(3, 32), *convolve(32, 32), nn.MaxPool2d(2), *convolve(32, 64), nn.MaxPool2d(2), *convolve(64, 64)]
    model = nn.Sequential(*parts, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, 10)).to(memory_format=layout)
    batch_size, (data, labels) = 32, images((3, 32, 32), 1024)
    data = data.to(memory_format=layout)
elif name == "mlp":
    model = nn.Sequential(nn.Linear(784, 512), nn.ReLU(), nn.Linear(512, 256), nn.ReLU(), nn.Linear(256, 10))
    data, labels = images((784,))
elif name == "transformer":
    model, batch_size = Transformer(), 32
    data, labels = torch.randint(2000, (2048, 64)), torch.randint(10, (2048,))
else:
    model, labels = Bags(), torch.randint(3, (8192,))
    lengths = torch.randint(10, 90, (8192,))
    offsets = torch.cat([torch.zeros(1, dtype=torch.long), lengths.cumsum(0)])
    ids = (2**17 * torch.rand(int(offsets[-1])) ** 3).long()

if name == "text":
    # Touched rows alone, as there: the sparse Adam for the table.
    optimizers = [torch.optim.SparseAdam(model.table.parameters(), lr=1e-3), torch.optim.Adam(model.rest.parameters(), lr=1e-3)]
else:
    optimizers = [torch.optim.Adam(model.parameters(), lr=1e-3)]
loss_of = nn.CrossEntropyLoss()


def batch_of(indices):
    if name != "text":
        return data[indices]
    parts = [ids[offsets[at] : offsets[at + 1]] for at in indices.tolist()]
    starts = torch.cat([torch.zeros(1, dtype=torch.long), lengths[indices].cumsum(0)[:-1]])
    return torch.cat(parts), starts


times, begun = [], time.perf_counter()
while time.perf_counter() - begun < seconds:
    order = torch.randperm(len(labels))
    for start in range(0, len(labels), batch_size):
        last = time.perf_counter()
        if last - begun >= seconds and len(times) > 8:
            break
        indices = order[start : start + batch_size]
        for optimizer in optimizers:
            optimizer.zero_grad()
        loss_of(model(batch_of(indices)), labels[indices]).backward()
        for optimizer in optimizers:
            optimizer.step()
        times.append((time.perf_counter() - last) * 1000)
        if len(times) == 5:
            cpu = time.process_time()

cpu = (time.process_time() - cpu) * 1000


def product_rate():
    a, best = torch.rand(1024, 1024), float("inf")
    for _ in range(4):
        start = time.perf_counter()
        a @ a
        best = min(best, time.perf_counter() - start)
    return 2 * 1024**3 / best / 1e9


kept = sorted(times[5:])
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"medianMs": kept[len(kept) // 2], "cpuMs": cpu / len(kept), "steps": len(kept), "peakMib": peak, "version": torch.__version__, "productGflops": product_rate()}))

# The same network and settings as mnist-convnet.ts in PyTorch, to compare step times: /usr/bin/python3 FILE FOLDER [STEPS] [THREADS]
import gzip
import sys
import time

import numpy
import torch

folder = sys.argv[1] if len(sys.argv) > 1 else "../shared/data/mnist"
most = int(sys.argv[2]) if len(sys.argv) > 2 else 469
torch.set_num_threads(int(sys.argv[3]) if len(sys.argv) > 3 else 2)
torch.manual_seed(1)


def read(name, offset):
    with gzip.open(f"{folder}/{name}") as file:
        return numpy.frombuffer(file.read(), numpy.uint8, offset=offset)


images = torch.from_numpy(read("train-images-idx3-ubyte.gz", 16).reshape(-1, 1, 28, 28) / numpy.float32(255))
labels = torch.from_numpy(read("train-labels-idx1-ubyte.gz", 8).astype(numpy.int64))
model = torch.nn.Sequential(
    torch.nn.Conv2d(1, 32, 3),
    torch.nn.ReLU(),
    torch.nn.MaxPool2d(2),
    torch.nn.Flatten(),
    torch.nn.Linear(32 * 13 * 13, 128),
    torch.nn.ReLU(),
    torch.nn.Linear(128, 10),
)
optimizer = torch.optim.Adam(model.parameters(), lr=1e-3, eps=1e-7)
loss_of = torch.nn.CrossEntropyLoss()
order = torch.randperm(len(labels))
times = []
cpu = time.process_time()
for start in range(0, len(labels), 128)[:most]:
    begun = time.perf_counter()
    batch = order[start : start + 128]
    optimizer.zero_grad()
    loss_of(model(images[batch]), labels[batch]).backward()
    optimizer.step()
    times.append((time.perf_counter() - begun) * 1000)
times.sort()
at = lambda share: times[int(len(times) * share)]
print(f"PyTorch {torch.__version__}, step ms: median {at(0.5):.2f}, fastest tenth {at(0.1):.2f}, slowest tenth {at(0.9):.2f}")
print(f"CPU ms a step: {(time.process_time() - cpu) * 1000 / len(times):.2f}")

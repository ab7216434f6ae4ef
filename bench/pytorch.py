#!/usr/bin/env python3
"""Times the workloads of bench/README.md with PyTorch, eager, and prints one JSON object.

    python3 bench/pytorch.py --threads 1

Written as a good user writes it who wants it fast: fused optimizers, gradients set to none, no
DataLoader, no Python between the calls that a step needs.
"""

import argparse
import gc
import gzip
import json
import math
import os
import platform
import re
import statistics
import sys
import time
from dataclasses import dataclass
from pathlib import Path

try:
    import torch
    import torch.nn.functional as F
    from torch import nn
except ImportError:
    sys.exit(
        "pytorch.py: this Python has no PyTorch. Install it (pip install torch --index-url "
        "https://download.pytorch.org/whl/cpu), or run the Python that has it."
    )

ROUND_SECONDS = 0.025  # so that the clock and the loop are nothing, and a pause of the machine shows
WARM_UP_SECONDS = 0.5

OPTIMIZERS = {
    "sgd": lambda parameters: torch.optim.SGD(parameters, lr=0.1, fused=True),
    "adam": lambda parameters: torch.optim.Adam(parameters, lr=1e-3, fused=True),
}


@dataclass
class Workload:
    """A network, a batch size and an optimizer, with a name for the first two."""

    name: str
    widths: tuple
    activation: type
    batch: int
    optimizer: str

    def described(self):
        network = "-".join(map(str, self.widths)) + " " + self.activation.__name__.lower()
        return {"network": network, "batch": self.batch, "optimizer": self.optimizer}

    def model(self):
        """Dense layers with the activation between them; the last one gives logits."""
        torch.manual_seed(1)
        layers = []
        for inputs, outputs in zip(self.widths, self.widths[1:]):
            layers += [nn.Linear(inputs, outputs), self.activation()]
        return nn.Sequential(*layers[:-1])

    def step(self, model):
        """One training step as a function of a batch."""
        optimizer = OPTIMIZERS[self.optimizer](model.parameters())

        def step(x, y):
            optimizer.zero_grad(set_to_none=True)
            F.cross_entropy(model(x), y).backward()
            optimizer.step()

        return step

    def rows(self, count):
        """The data of bench/README.md: x[k] is a hash of k over 2^32, less a half; row i is of class i mod classes."""
        inputs, classes = self.widths[0], self.widths[-1]
        hashes = torch.arange(count * inputs) * 2654435761 % 2**32
        return (hashes.double() / 2**32 - 0.5).float().view(count, inputs), torch.arange(count) % classes


WORKLOADS = [
    Workload("W0", (2, 16, 2), nn.Sigmoid, 4, "sgd"),
    Workload("W1", (784, 30, 10), nn.Sigmoid, 10, "sgd"),
    Workload("W2", (784, 128, 10), nn.ReLU, 64, "adam"),
    Workload("W3", (784, 512, 512, 10), nn.ReLU, 128, "adam"),
]
W2 = WORKLOADS[2]


def microseconds(work, rounds):
    """How long work takes: after a warm-up, rounds of as many repetitions as fill ROUND_SECONDS."""
    clock = time.perf_counter
    repetitions, start = 0, clock()
    while clock() - start < WARM_UP_SECONDS:
        work()
        repetitions += 1
    repetitions = math.ceil(repetitions * ROUND_SECONDS / WARM_UP_SECONDS)
    times = []
    for _ in range(rounds):
        start = clock()
        for _ in range(repetitions):
            work()
        times.append((clock() - start) / repetitions * 1e6)
    times.sort()
    return {
        "median": statistics.median(times),
        "p10": times[round(0.1 * (rounds - 1))],
        "p90": times[round(0.9 * (rounds - 1))],
        "rounds": rounds,
        "steps_per_round": repetitions,
    }


def training(workload, rounds):
    step = workload.step(workload.model())
    x, y = workload.rows(workload.batch)
    return {"name": workload.name} | workload.described() | {"step_us": microseconds(lambda: step(x, y), rounds)}


def inference(count, rounds):
    model = W2.model().eval()
    x, _ = W2.rows(count)
    with torch.inference_mode():
        return {"rows": count, "us": microseconds(lambda: model(x), rounds)}


def idx(folder, name):
    """The bytes of an IDX file, plain or gzipped: https://yann.lecun.com/exdb/mnist, its last section."""
    plain = folder / name
    data = plain.read_bytes() if plain.exists() else gzip.decompress((folder / (name + ".gz")).read_bytes())
    sizes = [int.from_bytes(data[4 * i : 4 * i + 4], "big") for i in range(1, data[3] + 1)]
    return torch.frombuffer(bytearray(data), dtype=torch.uint8, offset=4 + 4 * len(sizes)).view(sizes)


def mnist(folder, part):
    x = idx(folder, f"{part}-images-idx3-ubyte").flatten(1).float() / 255
    return x, idx(folder, f"{part}-labels-idx1-ubyte").long()


def epoch(folder, epochs):
    """Epochs over MNIST: each in a new order, then evaluated; the first one warms up."""
    x, y = mnist(folder, "train")
    test_x, test_y = mnist(folder, "t10k")
    model = W2.model()
    step = W2.step(model)
    seconds = []
    for _ in range(1 + epochs):
        start = time.perf_counter()
        order = torch.randperm(len(x))
        for i in range(0, len(x), W2.batch):
            chosen = order[i : i + W2.batch]
            step(x[chosen], y[chosen])
        with torch.inference_mode():
            right = 0
            for i in range(0, len(test_x), 1000):
                right += (model(test_x[i : i + 1000]).argmax(1) == test_y[i : i + 1000]).sum()
            accuracy = right.item() / len(test_x)
        seconds.append(time.perf_counter() - start)
    del seconds[0]
    timed = {"median": statistics.median(seconds), "min": min(seconds), "max": max(seconds), "rounds": epochs}
    return W2.described() | {"data": "mnist", "seconds": timed, "accuracy": accuracy}


def cores():
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()


def cpu():
    try:
        return re.search(r"model name\s*:\s*(.*)", Path("/proc/cpuinfo").read_text())[1]
    except (OSError, TypeError):
        return platform.processor() or "unknown"


def blas():
    mkl = re.search(r"Math Kernel Library Version (\S+)", torch.__config__.show())
    info = re.search(r"BLAS_INFO=(\w+)", torch.__config__.show())
    return f"MKL {mkl[1].removesuffix('-Product')}" if mkl else info[1] if info else "unknown"


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--threads", type=int, default=cores(), metavar="N", help="threads; default: one per core")
    options.add_argument("--rounds", type=int, default=41, metavar="N", help="timed rounds of each; default: 41")
    options.add_argument("--epochs", type=int, default=3, metavar="N", help="timed epochs of MNIST; default: 3")
    options.add_argument(
        "--mnist",
        type=Path,
        default=Path(os.environ.get("CHAINRULE_DATA", ".")) / "mnist",
        metavar="FOLDER",
        help="folder of MNIST's four IDX files; default: mnist in the folder that CHAINRULE_DATA names",
    )
    given = options.parse_args()
    if min(given.threads, given.rounds) < 1 or given.epochs < 0:
        options.error("--threads and --rounds must be at least 1, and --epochs at least 0")

    torch.set_num_threads(given.threads)
    gc.disable()  # as timeit does: nothing here makes cycles
    report = {
        "program": "pytorch",
        "version": torch.__version__.split("+")[0],
        "runtime": "Python " + platform.python_version(),
        "blas": blas(),
        "threads": given.threads,
        "machine": {"cpu": cpu(), "cores": cores(), "os": f"{platform.system()} {platform.machine()}"},
        "workloads": [training(workload, given.rounds) for workload in WORKLOADS],
        "inference": [inference(count, given.rounds) for count in (1, 10_000)],
    }
    if given.epochs and given.mnist.is_dir():
        report["epoch"] = epoch(given.mnist, given.epochs)
    elif given.epochs:
        print(f"pytorch.py: no folder {given.mnist}, so no epoch of MNIST: give it with --mnist.", file=sys.stderr)
    print(json.dumps(report))


if __name__ == "__main__":
    main()

"""Writes tails.json: activations, operations of Var and losses where they are nearly constant, nearly 0 or very large.

Run it where mpmath and numpy are installed; the file is written next to this one:

    python3 tails.py

Every function is its textbook definition, computed with so many digits that nothing is lost, also by
subtraction and by differences. All arguments are doubles; most are floats as well, and marked so.
"""

import json
import pathlib
import platform

import mpmath
import numpy
from mpmath import mp, mpf

mp.dps = 1000  # 1 − tanh 350 begins at the 304th digit, and differences take as many again
SHOWN = 17  # what a double holds

SIZES = [1e-30, 1e-8, 1e-3, 0.5, 1, 3, 10, 17, 20, 30, 37, 40, 43, 60, 87, 100, 180, 300, 353, 500, 700]


def erf_part(x):
    return (1 + mp.erf(x / mp.sqrt(2))) / 2 if x > -5 else mp.erfc(-x / mp.sqrt(2)) / 2


def gelu_tanh(x):
    return x / 2 * (1 + mp.tanh(mp.sqrt(2 / mp.pi) * (x + mpf(0.044715) * x**3)))


# f by the side of 0 that x is on, so that no difference crosses a kink
ACTIVATIONS = {
    "identity": lambda side: lambda x: x,
    "sigmoid": lambda side: lambda x: 1 / (1 + mp.exp(-x)),
    "tanh": lambda side: mp.tanh,
    "relu": lambda side: (lambda x: x) if side > 0 else (lambda x: mpf(0)),
    "leaky-relu": lambda side: (lambda x: x) if side > 0 else (lambda x: mpf(0.01) * x),
    "elu": lambda side: (lambda x: x) if side > 0 else mp.expm1,
    "gelu": lambda side: lambda x: x * erf_part(x),
    "gelu-tanh": lambda side: gelu_tanh,
    "silu": lambda side: lambda x: x / (1 + mp.exp(-x)),
    "softplus": lambda side: lambda x: mp.log(1 + mp.exp(x)),
}


BOTH_SIDES = [float(numpy.float32(sign * s)) for sign in (-1, 1) for s in SIZES]
OPERATIONS = {
    "erf": (mp.erf, BOTH_SIDES),
    "erfc": (mp.erfc, BOTH_SIDES),
    "expm1": (mp.expm1, BOTH_SIDES),
    "log1p": (mp.log1p, [-1 + 2.0**-50, -1 + 2.0**-24, -0.5, -1e-8, -1e-30, 1e-30, 1e-8, 0.5, 1, 1e8, 1e30]),
}


def number(x):
    return float(mp.nstr(x, SHOWN, min_fixed=1, max_fixed=0))


def derivatives(f, x):
    """f, f′ and f″, these from central differences with a step of 1e-150: right to 290 digits."""
    h = mpf(10) ** -150
    left, middle, right = f(x - h), f(x), f(x + h)
    return middle, (right - left) / (2 * h), (right - 2 * middle + left) / h**2


def is_float(values):
    values = numpy.asarray(values, dtype=numpy.float64)
    with numpy.errstate(over="ignore"):
        return bool(numpy.all(values.astype(numpy.float32).astype(numpy.float64) == values))


def elementwise(kind, name, f, xs):
    rows = [derivatives(f(x), mpf(x)) for x in xs]
    columns = [[number(row[k]) for row in rows] for k in range(3)]
    return {kind: name, "x": xs, "f": columns[0], "df": columns[1], "d2f": columns[2]}


# ---- softmax: y, dx = Jᵀ u, and the derivative of dx along v

SOFTMAX = [[40, 0], [0, 40, -40], [1000, -1000, 0], [-300, 300], [17, 0, -3, 2], [87, 0, 5], [4, 3, -37]]


def softmax(x):
    largest = max(x)
    e = [mp.exp(v - largest) for v in x]
    return [v / mp.fsum(e) for v in e]


def inner(a, b):
    return mp.fsum(p * q for p, q in zip(a, b))


DIRECTION = [1, -2, 0.5, 3]


def log_sum_exp_case(x):
    v = [mpf(a) for a in DIRECTION[: len(x)]]
    y = softmax([mpf(a) for a in x])
    return {
        "operation": "logsumexp",
        "x": [x],
        "v": DIRECTION[: len(x)],
        "f": [number(mp.log(mp.fsum(mp.exp(a) for a in x)))],
        "df": [number(a) for a in y],
        "d2f": [number(p * (a - inner(y, v))) for p, a in zip(y, v)],
    }


def softmax_case(x, u):
    v = [mpf(a) for a in DIRECTION[: len(x)]]
    y = softmax([mpf(a) for a in x])
    s = inner(u, y)
    dx = [p * (a - s) for p, a in zip(y, u)]
    dy = [p * (a - inner(y, v)) for p, a in zip(y, v)]
    ds = inner(u, dy)
    ddx = [q * (a - s) - p * ds for p, q, a in zip(y, dy, u)]
    return {
        "activation": "softmax",
        "x": [x],
        "u": [u],
        "v": [number(a) for a in v],
        "f": [number(a) for a in y],
        "df": [number(a) for a in dx],
        "d2f": [number(a) for a in ddx],
    }


# ---- losses: value, gradient, and the derivative of the gradient along v


def cross_entropy(z, t):
    y = softmax(z)
    total = mp.fsum(t)
    gradient = [total * p - q for p, q in zip(y, t)]
    along = lambda v: [total * p * (a - inner(y, v)) for p, a in zip(y, v)]
    value = mp.fsum(q * -mp.log(p) for p, q in zip(y, t) if q != 0)
    return value, gradient, along


def one_hot(c, n):
    return [mpf(1) if i == c else mpf(0) for i in range(n)]


def bce(z, t):
    sigma = lambda a: 1 / (1 + mp.exp(-a))
    value = mp.fsum(q * mp.log(1 + mp.exp(-a)) + (1 - q) * mp.log(1 + mp.exp(a)) for a, q in zip(z, t))
    gradient = [sigma(a) - q for a, q in zip(z, t)]
    return value, gradient, lambda v: [sigma(a) * sigma(-a) * b for a, b in zip(z, v)]


def squared(factor):
    def of(p, t):
        error = [a - b for a, b in zip(p, t)]
        value = factor * inner(error, error)
        return value, [2 * factor * e for e in error], lambda v: [2 * factor * b for b in v]

    return of


def euclidean(p, t):
    error = [a - b for a, b in zip(p, t)]
    norm = mp.sqrt(inner(error, error))
    unit = [e / norm for e in error]
    return norm, unit, None  # its second derivatives are those of a norm: nn-core


def mean(f):
    def of(p, t):
        value, gradient, along = f(p, t)
        n = len(p)
        return value / n, [g / n for g in gradient], lambda v: [a / n for a in along(v)]

    return of


ERRORS = [
    ([3e-18, -4e-18], [0, 0]),
    ([3e18, -4e18], [0, 0]),
    ([1e25, 1e-25], [0, 0]),
    ([1e-150, 2e-150], [0, 0]),
    ([1e150, 2e150], [0, 0]),
]
LENGTHS = ERRORS + [
    ([3e200, -4e200], [0, 0]),
    ([3e-200, -4e-200], [0, 0]),
    ([1.5e308, 0.5e308], [0, 0]),
    ([3e-300, 0], [1e-300, 0]),
    ([1e200, 1e-200], [0, 0]),
    ([3e18, 4e18, 0], [0, 0, 0]),
    ([3e-30, 4e-30], [0, 0]),
]
LOGITS = [1e-8, 0.5, 10, 17, 37, 40, 80, 700, 1000]
YES_OR_NO = [([s * z], [t]) for z in LOGITS for s in (1, -1) for t in (0, 1, 0.25, 1 - 2.0**-24)]
CLASSES = [
    ([40, 0, -40], 0),
    ([40, 0, -40], 1),
    ([40, 0, -40], 2),
    ([1000, -1000], 0),
    ([1000, -1000], 1),
    ([-17, -300, -17.5], 0),
    ([80, 0], 0),
    ([0, 300, 1], 1),
    ([3, 3, -37], 0),
]
PROBABILITIES = [
    ([40, 0, -40], [1, 0, 0]),
    ([40, 0, -40], [0, 1, 0]),
    ([40, 0, -40], [0.75, 0.25, 0]),
    ([40, 0, -40], [1 - 2.0**-20, 2.0**-20, 0]),
    ([1000, -1000], [1, 0]),
    ([1000, -1000], [0.5, 0.5]),
    ([80, 0], [1, 0]),
    ([0, 300, 1], [0, 1, 0]),
]

LOSSES = {
    "bce": (mean(bce), YES_OR_NO + [([40, -40], [1, 0])]),
    "bce-sum": (bce, YES_OR_NO + [([40, -40], [1, 0])]),
    "mse": (mean(squared(mpf(1))), ERRORS),
    "sse": (squared(mpf(1)), ERRORS),
    "half-mse": (squared(mpf(0.5)), ERRORS),
    "euclidean": (euclidean, LENGTHS),
}


def loss_case(name, f, p, t, target=None):
    p = [float(numpy.float32(a)) if 1e-37 < abs(a) < 1e38 else float(a) for a in p]
    t = [float(a) for a in t]
    v = [mpf(a) for a in DIRECTION[: len(p)]]
    value, gradient, along = f([mpf(a) for a in p], [mpf(a) for a in t])
    case = {
        "loss": name,
        "prediction": [p],
        "target": [t] if target is None else [target],
        "float": is_float(p + t),
        "value": number(value),
        "gradient": [number(g) for g in gradient],
    }
    if along is not None:
        case["v"] = [number(a) for a in v]
        case["d2"] = [number(a) for a in along(v)]
    return case


def main():
    activations = [elementwise("activation", name, f, BOTH_SIDES) for name, f in ACTIVATIONS.items()]
    for x in SOFTMAX:
        n = len(x)
        activations.append(softmax_case(x, [1] + [0] * (n - 1)))
        activations.append(softmax_case(x, [0] * (n - 1) + [1]))
        activations.append(softmax_case(x, [2, -1, 2, 0.5][:n]))
    operations = [
        elementwise("operation", name, lambda side, f=f: f, xs) for name, (f, xs) in OPERATIONS.items()
    ] + [log_sum_exp_case(x) for x in SOFTMAX + [[0, -40], [-745, 0]]]
    losses = []
    for z, c in CLASSES:
        losses.append(loss_case("cross-entropy", cross_entropy, z, one_hot(c, len(z)), c))
    for z, t in PROBABILITIES:
        losses.append(loss_case("cross-entropy", cross_entropy, z, t))
    for name, (f, cases) in LOSSES.items():
        losses += [loss_case(name, f, p, t) for p, t in cases]
    text = {
        "provenance": f"tails.py with mpmath {mpmath.__version__}, numpy {numpy.__version__},"
        f" Python {platform.python_version()}",
        "note": "elementwise: f, df, d2f at x; softmax: f at x, df = Jᵀ u, d2f its derivative along v;"
        " losses: d2 is the derivative of the gradient along v",
        "cases": activations + operations + losses,
    }
    # one case a line
    lines = ",\n".join(json.dumps(c, ensure_ascii=False) for c in text["cases"])
    head = {k: text[k] for k in ("provenance", "note")}
    out = json.dumps(head, ensure_ascii=False, indent=1)[:-2] + ',\n "cases": [\n' + lines + "\n ]\n}\n"
    json.loads(out)
    pathlib.Path(__file__).with_name("tails.json").write_text(out, encoding="utf-8")


if __name__ == "__main__":
    main()

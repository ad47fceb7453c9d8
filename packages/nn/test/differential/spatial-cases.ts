// Convolutions, pooling and normalisation over many windows, strides, paddings, dilations and groups.
import { avgPool, conv, maxPool } from "../../src/graph/spatial.ts";
import { batchNorm } from "../../src/layers/batch-norm.ts";
import { groupNorm } from "../../src/layers/group-norm.ts";
import { layerNorm } from "../../src/layers/layer-norm.ts";
import { globalAvgPool, globalMaxPool } from "../../src/layers/pooling.ts";
import { combinations, type DifferentialCase, float, layered } from "./differential-case.ts";

const images = combinations({
  kernel: [
    [3, 3],
    [2, 3],
    [1, 1],
  ],
  stride: [
    [1, 1],
    [2, 1],
    [2, 3],
  ],
  padding: [
    [0, 0],
    [1, 2],
  ],
  dilation: [
    [1, 1],
    [2, 1],
  ],
  groups: [1, 2, 4],
} as const).map(({ kernel, stride, padding, dilation, groups }): DifferentialCase => {
  return {
    title: `conv2d ${kernel} stride ${stride} pad ${padding} dilation ${dilation} groups ${groups}`,
    op: "conv",
    args: { stride, padding, dilation, groups },
    inputs: [float(2, 4, 6, 7), float(4, 4 / groups, ...kernel)],
    build: (x, w) =>
      conv(x!, w!, {
        strides: stride,
        padBefore: padding,
        padAfter: padding,
        dilations: dilation,
        groups,
      }),
  };
});

const signals = combinations({
  kernel: [1, 3, 4],
  stride: [1, 2, 3],
  padding: [0, 2],
  dilation: [1, 2],
  groups: [1, 3],
} as const).map(({ kernel, stride, padding, dilation, groups }): DifferentialCase => {
  return {
    title: `conv1d ${kernel} stride ${stride} pad ${padding} dilation ${dilation} groups ${groups}`,
    op: "conv",
    args: { stride, padding, dilation, groups },
    inputs: [float(2, 3, 13), float(6, 3 / groups, kernel)],
    build: (x, w) =>
      conv(x!, w!, {
        strides: [stride],
        padBefore: [padding],
        padAfter: [padding],
        dilations: [dilation],
        groups,
      }),
  };
});

/** As many channels as change how the weights' gradient is worked out. */
const deep = combinations({
  kernel: [
    [3, 3],
    [1, 1],
    [2, 3],
  ],
  stride: [
    [1, 1],
    [2, 2],
  ],
  padding: [
    [0, 0],
    [1, 1],
  ],
  dilation: [
    [1, 1],
    [2, 1],
  ],
} as const).map(({ kernel, stride, padding, dilation }): DifferentialCase => {
  return {
    title: `conv2d of 16 channels ${kernel} stride ${stride} pad ${padding} dilation ${dilation}`,
    op: "conv",
    args: { stride, padding, dilation, groups: 1 },
    inputs: [float(2, 16, 6, 7), float(3, 16, ...kernel)],
    build: (x, w) =>
      conv(x!, w!, {
        strides: stride,
        padBefore: padding,
        padAfter: padding,
        dilations: dilation,
        groups: 1,
      }),
  };
});

const maxima = combinations({
  size: [2, 3],
  stride: [1, 2, 3],
  padding: [0, 1],
  dilation: [1, 2],
} as const).flatMap(({ size, stride, padding, dilation }): DifferentialCase[] =>
  [1, 2].map((axes): DifferentialCase => {
    const each = (value: number) => new Array<number>(axes).fill(value);
    return {
      title: `maxPool${axes}d ${size} stride ${stride} pad ${padding} dilation ${dilation}`,
      op: "maxPool",
      args: { size, stride, padding, dilation },
      inputs: [axes === 1 ? float(2, 3, 11) : float(2, 2, 7, 8)],
      build: (x) =>
        maxPool(x!, {
          size: each(size),
          strides: each(stride),
          padBefore: each(padding),
          padAfter: each(padding),
          dilations: each(dilation),
        }),
    };
  }),
);

const means = combinations({ size: [2, 3], stride: [1, 2, 3], padding: [0, 1] } as const).flatMap(
  ({ size, stride, padding }): DifferentialCase[] =>
    [1, 2].map((axes): DifferentialCase => {
      const each = (value: number) => new Array<number>(axes).fill(value);
      return {
        title: `avgPool${axes}d ${size} stride ${stride} pad ${padding}`,
        op: "avgPool",
        args: { size, stride, padding },
        inputs: [axes === 1 ? float(2, 3, 11) : float(2, 2, 7, 8)],
        build: (x) =>
          avgPool(x!, {
            size: each(size),
            strides: each(stride),
            padBefore: each(padding),
            padAfter: each(padding),
            dilations: each(1),
          }),
      };
    }),
);

/** The pooled convolution, which `maxPool` writes as strided convolutions. */
const pooledConvolutions = [1, 2, 3].map((channels): DifferentialCase => {
  const window = { padBefore: [0, 0], padAfter: [0, 0], dilations: [1, 1] };
  return {
    title: `maxPool2d of conv2d over ${channels} channels`,
    op: "maxPoolOfConv",
    inputs: [float(2, channels, 8, 9), float(3, channels, 3, 2)],
    build: (x, w) =>
      maxPool(conv(x!, w!, { ...window, strides: [1, 1], groups: 1 }), {
        ...window,
        size: [2, 2],
        strides: [2, 2],
      }),
  };
});

const shapes = [
  [4, 6],
  [2, 6, 5],
  [2, 6, 3, 4],
  [3, 12, 2, 2],
];
const norms = shapes.flatMap((shape): DifferentialCase[] => {
  const [, channels, ...space] = shape as [number, number, ...number[]];
  const positive = { ...float(channels), low: 0.5, high: 2 };
  return [
    ...[true, false].map((training): DifferentialCase => {
      return {
        title: `batchNorm [${shape}] ${training ? "in training" : "in use"}`,
        op: "batchNorm",
        args: { training },
        inputs: [float(...shape), float(channels), float(channels), float(channels), positive],
        constantInputs: [3, 4],
        build: layered(batchNorm(), training),
      };
    }),
    {
      title: `layerNorm [${shape}]`,
      op: "layerNorm",
      inputs: [float(...shape), float(shape.at(-1)!), float(shape.at(-1)!)],
      build: layered(layerNorm()),
    },
    ...[1, 2, 3, 6].map((groups): DifferentialCase => {
      const each = float(channels, ...space.map(() => 1));
      return {
        title: `groupNorm [${shape}] of ${groups}`,
        op: "groupNorm",
        args: { groups },
        inputs: [float(...shape), each, each],
        build: layered(groupNorm({ groups })),
      };
    }),
  ];
});

const global = [float(2, 3, 5), float(2, 3, 4, 5)].flatMap((x): DifferentialCase[] => [
  {
    title: `globalAvgPool [${x.shape}]`,
    op: "globalAvg",
    inputs: [x],
    build: layered(globalAvgPool()),
  },
  {
    title: `globalMaxPool [${x.shape}]`,
    op: "globalMax",
    inputs: [x],
    build: layered(globalMaxPool()),
  },
]);

/** All of them. */
export const spatialCases: readonly DifferentialCase[] = [
  ...images,
  ...deep,
  ...signals,
  ...maxima.filter(({ args }) => Number(args!.padding) * 2 <= Number(args!.size)),
  ...means.filter(({ args }) => Number(args!.padding) * 2 <= Number(args!.size)),
  ...pooledConvolutions,
  ...norms,
  ...global,
];

// The public surface of @heed/nn: every export named by hand.

export {
  fixedLength,
  hertz,
  type LogMel,
  type LogMelOptions,
  logMel,
  mel,
} from "./audio/log-mel.ts";
export { logMelFront } from "./audio/log-mel-front.ts";
export {
  type Augmentation,
  type FloatBatch,
  inTurn,
  type Range,
  sometimes,
} from "./augmentation/augmentation.ts";
export type { Elastic } from "./augmentation/elastic.ts";
export {
  type DistortionOptions,
  type EraseOptions,
  randomCrop,
  randomDistortion,
  randomErase,
  randomFlip,
  randomLight,
  randomShift,
} from "./augmentation/images.ts";
export {
  type MixNoiseOptions,
  mixNoise,
  randomGain,
  type SpecAugmentOptions,
  specAugment,
  timeShift,
} from "./augmentation/sounds.ts";
export {
  type BagColumn,
  bagColumn,
  type Column,
  type Columns,
  type ColumnsOrOne,
  type Dataset,
  dataset,
  selectExamples,
  type TensorColumn,
  tensorColumn,
} from "./data/dataset.ts";
export { NnError, type NnErrorCode } from "./errors.ts";
export * as graph from "./graph/builder.ts";
export type { Dtype, Node } from "./graph/node.ts";
export * as spatial from "./graph/spatial.ts";
export {
  constantInitializer,
  glorotUniform,
  heNormal,
  type Initializer,
  normalInitializer,
  onesInitializer,
  uniformInitializer,
  zerosInitializer,
} from "./initializers/initializers.ts";
export { type Activation, activation } from "./layers/activation.ts";
export {
  type AttentionLayer,
  type CrossAttentionLayer,
  crossAttention,
  type SelfAttentionOptions,
  selfAttention,
} from "./layers/attention.ts";
export { type BatchNormOptions, batchNorm } from "./layers/batch-norm.ts";
export { type ConvolutionOptions, conv1d, conv2d } from "./layers/convolution.ts";
export { type DenseOptions, dense } from "./layers/dense.ts";
export { dropout } from "./layers/dropout.ts";
export { type EmbeddingOptions, embedding } from "./layers/embedding.ts";
export { type EmbeddingBagOptions, embeddingBag } from "./layers/embedding-bag.ts";
export { flatten, reshaped } from "./layers/flatten.ts";
export { type GroupNormOptions, groupNorm } from "./layers/group-norm.ts";
export {
  type BagSpec,
  type BuildContext,
  bagInput,
  type InputSpec,
  type Layer,
  type TensorSpec,
  tensorInput,
  type Value,
} from "./layers/layer.ts";
export { type LayerNormOptions, layerNorm } from "./layers/layer-norm.ts";
export { type Network, network, type Outputs, sequential } from "./layers/network.ts";
export {
  avgPool1d,
  avgPool2d,
  globalAvgPool,
  globalMaxPool,
  maxPool1d,
  maxPool2d,
} from "./layers/pooling.ts";
export type { Padding, PerAxis, WindowOptions } from "./layers/window.ts";
export {
  type BinaryCrossEntropyOptions,
  binaryCrossEntropy,
} from "./losses/binary-cross-entropy.ts";
export { type InfoNceOptions, infoNce } from "./losses/info-nce.ts";
export type { Loss, LossInput } from "./losses/loss.ts";
export type { OutputTarget } from "./losses/output-target.ts";
export {
  type HuberOptions,
  huber,
  meanAbsoluteError,
  meanSquaredError,
} from "./losses/regression.ts";
export {
  type SoftmaxCrossEntropyOptions,
  softmaxCrossEntropy,
  sparseCrossEntropy,
  weightedMean,
} from "./losses/softmax-cross-entropy.ts";
export { type LossPart, sumOfLosses } from "./losses/sum-of-losses.ts";
export {
  type Calibration,
  type CalibrationBin,
  calibrationError,
} from "./metrics/calibration-error.ts";
export {
  type ClassFigures,
  type ClassificationReport,
  classificationReport,
} from "./metrics/classification-report.ts";
export {
  type ConfusionMatrix,
  confusionMatrix,
  predictedClasses,
} from "./metrics/confusion-matrix.ts";
export { type AdamOptions, type AdamWOptions, adam, adamW } from "./optimizers/adam.ts";
export type { LearningRate, Optimizer } from "./optimizers/optimizer.ts";
export type { ParameterGroup } from "./optimizers/parameter-group.ts";
export { type SgdOptions, sgd } from "./optimizers/sgd.ts";
export { permutation, type RandomStream, randomStream } from "./random.ts";
export {
  type ConvolutionBlock,
  type ConvolutionNetwork,
  type ConvolutionTraining,
  convolutionNetwork,
  convolutionTraining,
  drawingChanges,
  PHOTO_BLOCKS,
  photoChanges,
  SOUND_BLOCKS,
  spectrogramChanges,
} from "./recipes/convolution-recipe.ts";
export {
  constantSchedule,
  cosineSchedule,
  type DecayOptions,
  linearSchedule,
  type Schedule,
  warmupSchedule,
} from "./schedules/schedules.ts";
export type {
  EarlyStopping,
  FitOptions,
  FitResult,
  TrainingProgress,
} from "./training/fit.ts";
export { type CompileOptions, compile, type Model } from "./training/model.ts";
export type { Averaging } from "./training/moving-average.ts";
export { type OpenedModel, openModel } from "./training/open-model.ts";
export type { Prediction, PredictOptions } from "./training/predict.ts";
export type { EpochRecord, Figures } from "./training/progress.ts";
export type { ModelDescription, StorageOptions } from "./training/save.ts";
export {
  type Front,
  type FrontLayer,
  type FrontOptions,
  openFront,
} from "./transfer/open-front.ts";
export { trainableOperators } from "./transfer/support-table.ts";

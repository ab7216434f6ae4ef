package dev.chainrule.nn;

/** What a pass is for: dropout drops only in training. */
public enum Mode {
  /** To learn: gradients will be asked for, and layers behave as in training. */
  TRAIN,
  /** To predict. */
  INFER
}

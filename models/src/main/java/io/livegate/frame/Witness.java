package io.livegate.frame;

/** Who saw the frame. A receiver never acts alone: a receiver can frame a victim. */
public enum Witness {
  SENDER,
  RECEIVER,
  SERVER
}

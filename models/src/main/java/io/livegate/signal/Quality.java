package io.livegate.signal;

/**
 * How much the frame lets anybody see.
 *
 * @param brightness mean luma of the picture, 0..1
 * @param contrast standard deviation of the luma, 0..0.5
 * @param sharpness variance of the Laplacian of the face (of the picture where there is none), luma
 *     in 0..255, at 96 pixels wide
 * @param faceWidth width of the judged face in pixels of the frame as sent, 0 without a face
 */
public record Quality(double brightness, double contrast, double sharpness, double faceWidth) {

  public Quality {
    brightness = LaneSignal.round(brightness);
    contrast = LaneSignal.round(contrast);
    sharpness = LaneSignal.round(sharpness);
    faceWidth = LaneSignal.round(faceWidth);
  }

  public static final Quality NONE = new Quality(0, 0, 0, 0);
}

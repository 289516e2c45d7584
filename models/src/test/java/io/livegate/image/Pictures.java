package io.livegate.image;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;

/** Generated pictures and hand-made image files for tests. */
public final class Pictures {

  private Pictures() {}

  /** Four quadrants: red, green / blue, white; smooth enough to survive JPEG. */
  public static Image quadrants(int width, int height) {
    byte[] bgr = new byte[width * height * 3];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int at = (y * width + x) * 3;
        boolean left = x < width / 2;
        boolean top = y < height / 2;
        bgr[at] = (byte) (top ? 20 : 220);
        bgr[at + 1] = (byte) (left ? 20 : 220);
        bgr[at + 2] = (byte) (top == left ? 220 : 20);
      }
    }
    return new Image(width, height, bgr, 1);
  }

  /** Blue, green, red of a pixel, 0..255. */
  public static int[] pixel(Image image, int x, int y) {
    int at = (y * image.width() + x) * 3;
    return new int[] {
      image.bgr()[at] & 0xFF, image.bgr()[at + 1] & 0xFF, image.bgr()[at + 2] & 0xFF
    };
  }

  /** The JPEG with an APP1 EXIF segment that says only the orientation. */
  public static byte[] withOrientation(byte[] jpeg, int orientation) {
    byte[] exif = {
      (byte) 0xFF,
      (byte) 0xE1,
      0,
      34,
      'E',
      'x',
      'i',
      'f',
      0,
      0,
      'M',
      'M',
      0,
      42,
      0,
      0,
      0,
      8,
      0,
      1,
      0x01,
      0x12,
      0,
      3,
      0,
      0,
      0,
      1,
      0,
      (byte) orientation,
      0,
      0,
      0,
      0,
      0,
      0
    };
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(jpeg, 0, 2);
    out.write(exif, 0, exif.length);
    out.write(jpeg, 2, jpeg.length - 2);
    return out.toByteArray();
  }

  /** Random colours. */
  static BufferedImage noise(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(5);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, random.nextInt());
      }
    }
    return image;
  }

  /** As the Java platform writes it. */
  static byte[] encode(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (!ImageIO.write(image, format, out)) {
      throw new IOException("no writer for " + format);
    }
    return out.toByteArray();
  }

  /** A JPEG of four components without an Adobe marker. */
  static byte[] cmykJpeg(int width, int height) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
      writer.setOutput(stream);
      WritableRaster inks =
          Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, width, height, 4, null);
      writer.write(null, new IIOImage(inks, null, null), null);
    } finally {
      writer.dispose();
    }
    return out.toByteArray();
  }

  /** A WebP; quality above 100 is lossless. */
  static byte[] webp(Image image, int quality) {
    OpenCv.load();
    try (BytePointer pixels = new BytePointer(image.bgr());
        Mat mat = new Mat(image.height(), image.width(), opencv_core.CV_8UC3, pixels);
        BytePointer encoded = new BytePointer();
        IntPointer parameters = new IntPointer(opencv_imgcodecs.IMWRITE_WEBP_QUALITY, quality)) {
      opencv_imgcodecs.imencode(".webp", mat, encoded, parameters);
      byte[] webp = new byte[(int) encoded.limit()];
      encoded.get(webp);
      return webp;
    }
  }
}

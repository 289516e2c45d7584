package io.livegate.job.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class FrameBufferTest {

  @Test
  void bytesComeOutOnce() {
    FrameBuffer buffer = new FrameBuffer(100);
    byte[] bytes = new byte[60];

    long slot = buffer.put(bytes);

    assertThat(buffer.heldBytes()).isEqualTo(60);
    assertThat(buffer.take(slot)).isSameAs(bytes);
    assertThat(buffer.take(slot)).isNull();
    assertThat(buffer.heldBytes()).isZero();
  }

  @Test
  void whatDoesNotFitIsNotTaken() {
    FrameBuffer buffer = new FrameBuffer(100);
    buffer.put(new byte[60]);

    assertThat(buffer.put(new byte[41])).isEqualTo(FrameRef.NO_SLOT);
    assertThat(buffer.put(new byte[40])).isNotEqualTo(FrameRef.NO_SLOT);
    assertThat(buffer.heldBytes()).isEqualTo(100);
  }

  @Test
  void theLastHolderDropsWhatIsLeft() {
    int before = FrameBuffers.open();
    FrameBuffer buffer = FrameBuffers.acquire("attempt", 100);
    assertThat(FrameBuffers.acquire("attempt", 100)).isSameAs(buffer);
    assertThat(FrameBuffers.find("attempt")).isSameAs(buffer);
    long slot = buffer.put(new byte[10]);

    FrameBuffers.release("attempt");
    assertThat(buffer.heldBytes()).isEqualTo(10);
    FrameBuffers.release("attempt");

    assertThat(buffer.take(slot)).isNull();
    assertThat(FrameBuffers.find("attempt")).isNull();
    assertThat(FrameBuffers.open()).isEqualTo(before);
  }

  @Test
  void anotherAttemptHasABufferOfItsOwn() {
    FrameBuffer first = FrameBuffers.acquire("first", 100);
    FrameBuffer second = FrameBuffers.acquire("second", 100);
    long slot = first.put(new byte[1]);

    assertThat(second.take(slot)).isNull();

    FrameBuffers.release("first");
    FrameBuffers.release("second");
  }

  @Test
  void releasingWhatIsNotHeldIsAnError() {
    assertThatThrownBy(() -> FrameBuffers.release("nobody")).hasMessage("'nobody' is not held");
  }
}

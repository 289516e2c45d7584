package io.livegate.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class FrameHashTest {

  private static final String HEX =
      "d8f8f0cce0f4a84f0e370a22028f67f0b36e2ed596623e1d33e6b39c4e9c9b22";

  @Test
  void its_text_is_read_back() {
    FrameHash hash = FrameHash.ofHex(HEX, 87);

    assertThat(hash.text()).isEqualTo(HEX + "/87");
    assertThat(FrameHash.parse(hash.text())).isEqualTo(hash);
  }

  @Test
  void what_is_no_hash_is_named() {
    assertThatThrownBy(() -> FrameHash.parse("abc/10")).hasMessageContaining("'abc/10'");
    assertThatThrownBy(() -> FrameHash.ofHex(HEX, 101)).hasMessageContaining("101");
  }

  @Test
  void bands_count_from_the_lowest_bits() {
    FrameHash hash = FrameHash.ofHex(HEX, 100);

    assertThat(hash.band(0)).isEqualTo(0x9b22);
    assertThat(hash.band(3)).isEqualTo(0x33e6);
    assertThat(hash.band(15)).isEqualTo(0xd8f8);
  }

  @Test
  void distance_is_the_number_of_other_bits() {
    FrameHash hash = FrameHash.ofHex(HEX, 100);
    FrameHash other = new FrameHash(hash.w0() ^ 5, ~hash.w1(), hash.w2(), hash.w3() ^ 1L << 63, 3);

    assertThat(hash.distance(other)).isEqualTo(2 + 64 + 1);
    assertThat(hash.distance(hash)).isZero();
  }
}

package io.livegate.cli.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InOrderTest {

  private final List<String> handedOn = new ArrayList<>();
  private final InOrder<String> inOrder = new InOrder<>(handedOn::add);

  @Test
  void holds_a_result_back_until_all_before_it_are_there() {
    inOrder.put(2, "c");
    inOrder.put(1, "b");
    assertThat(handedOn).isEmpty();

    inOrder.put(0, "a");
    assertThat(handedOn).containsExactly("a", "b", "c");
  }

  @Test
  void hands_a_result_on_as_soon_as_its_turn_has_come() {
    inOrder.put(0, "a");
    inOrder.put(2, "c");
    assertThat(handedOn).containsExactly("a");
  }

  @Test
  void refuses_a_number_twice() {
    inOrder.put(0, "a");
    assertThatThrownBy(() -> inOrder.put(0, "b")).hasMessage("result number 0 came twice");
  }
}

package io.livegate.model.runtime;

import io.livegate.model.ModelCard.RuntimeKind;

class OrtModelTest extends InferenceModelContract {

  @Override
  protected RuntimeKind runtime() {
    return RuntimeKind.ORT;
  }
}

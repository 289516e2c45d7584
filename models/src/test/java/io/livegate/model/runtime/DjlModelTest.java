package io.livegate.model.runtime;

import io.livegate.model.ModelCard.RuntimeKind;

class DjlModelTest extends InferenceModelContract {

  @Override
  protected RuntimeKind runtime() {
    return RuntimeKind.DJL;
  }
}

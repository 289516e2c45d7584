package io.livegate.policy;

/**
 * A layer that is part of a policy; stands in every event beside the policy's own name.
 *
 * @param of what it is for
 * @param id its name
 * @param version its version
 */
public record LayerStamp(LayerKind of, String id, int version) {}

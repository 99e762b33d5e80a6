package io.itops.prometheus.rulefile;

import io.itops.prometheus.internal.YamlNode.Scalar;
import java.util.Map;

/** What a group says for those of its rules that say nothing themselves. */
record GroupDefaults(String what, Map<Scalar, Scalar> labels, Extras extras) {}

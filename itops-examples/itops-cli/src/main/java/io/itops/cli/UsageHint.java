package io.itops.cli;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ParameterException;

/** A command that knows more about what is wrong with its command line than the parser of it. */
interface UsageHint {
    /**
     * What a person is told besides.
     *
     * @param wrong what the parser says
     * @param arguments the command line
     */
    Optional<String> hint(ParameterException wrong, List<String> arguments);
}

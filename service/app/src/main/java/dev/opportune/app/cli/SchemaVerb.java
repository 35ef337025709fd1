package dev.opportune.app.cli;

import dev.opportune.authoring.yaml.Schema;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints a JSON Schema for editors: the very one that this version's own reader goes by. */
@Command(
        name = "schema",
        description = "Print the JSON Schema of a kind of file, for editors.",
        mixinStandardHelpOptions = true)
final class SchemaVerb implements Callable<Integer> {
    private enum Kind {
        FIXTURE,
        FLOW,
        POLICY
    }

    private final Terminal terminal;

    @Parameters(arity = "1", paramLabel = "fixture|flow|policy", description = "The kind of file.")
    private @Nullable Kind kind;

    SchemaVerb(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        String file = switch (Objects.requireNonNull(kind)) {
            case FIXTURE -> "fixture.schema.json";
            case FLOW -> "flow.schema.json";
            case POLICY -> "policy.schema.json";
        };
        terminal.out().print(Schema.text(file));
        terminal.out().flush();
        return ExitCode.OK.code();
    }
}

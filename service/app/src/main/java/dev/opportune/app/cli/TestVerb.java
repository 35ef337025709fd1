package dev.opportune.app.cli;

import dev.opportune.authoring.fixtures.Report;
import dev.opportune.authoring.fixtures.ReportFormat;
import dev.opportune.authoring.fixtures.Selection;
import dev.opportune.authoring.fixtures.Suite;
import dev.opportune.authoring.rules.Loaded;
import dev.opportune.authoring.rules.Rules;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Plays fixtures and tells which of them the rules fail. */
@Command(
        name = "test",
        description = "Play fixtures against the rules: 0 if all pass, 1 if one fails, 2 if something cannot be run.",
        mixinStandardHelpOptions = true)
final class TestVerb implements Callable<Integer> {
    private final Terminal terminal;
    private final InstantSource machine;

    @Mixin
    private final RulesOption rules;

    @Parameters(
            arity = "0..*",
            paramLabel = "PATHS",
            description = "Fixtures, and folders of them (default: fixtures).")
    private List<Path> paths = List.of(Path.of("fixtures"));

    @Option(names = "--run", paramLabel = "REGEX", description = "Only those in whose title or path this is found.")
    private @Nullable Pattern run;

    @Option(names = "--format", paramLabel = "pretty|json|junit", description = "How to tell (default: pretty).")
    private ReportFormat format = ReportFormat.PRETTY;

    TestVerb(Terminal terminal, InstantSource machine) {
        this.terminal = terminal;
        this.machine = machine;
        this.rules = new RulesOption(terminal);
    }

    @Override
    public Integer call() {
        Loaded loaded = rules.load();
        if (!loaded.isBroken()) {
            // What breaks them is in the report.
            RulesOption.tell(loaded, terminal.err());
        }
        Report report = run(loaded);
        terminal.out().print(format.render(report, terminal.isColourful()));
        terminal.out().flush();
        return report.exitCode();
    }

    private Report run(Loaded loaded) {
        Selection selection = Selection.of(paths, run);
        AtomicInteger done = new AtomicInteger();
        try (Progress progress =
                new Progress(terminal, "test", selection.fixtures().size())) {
            return new Suite(selection, new Rules(), loaded, machine)
                    .run(result -> progress.accept(done.incrementAndGet()));
        }
    }
}

package dev.opportune.app.cli;

import dev.opportune.authoring.fixtures.Rehearsal;
import dev.opportune.authoring.fixtures.Report;
import dev.opportune.authoring.fixtures.ReportFormat;
import dev.opportune.authoring.fixtures.Rerun;
import dev.opportune.authoring.fixtures.Result;
import dev.opportune.authoring.fixtures.RoundText;
import dev.opportune.authoring.fixtures.Selection;
import dev.opportune.authoring.fixtures.Suite;
import dev.opportune.authoring.fixtures.Update;
import dev.opportune.authoring.rules.Loaded;
import dev.opportune.authoring.rules.Rules;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** Plays fixtures and tells which of them the rules fail. */
@Command(
        name = "test",
        description = "Play fixtures against the rules: 0 if all pass, 1 if one fails, 2 if something cannot be run, "
                + "3 if coverage is below the threshold.",
        mixinStandardHelpOptions = true)
final class TestVerb implements Callable<Integer> {
    /** The rules as they are, and as the stories that change a rule have them. */
    private static final int BUILDS_WHILE_WATCHING = 16;

    private static final long MILLIS_BETWEEN_LOOKS = 100;

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

    @Option(
            names = "--update",
            description = "Write what was decided into the expectations that failed, to be reviewed as a diff.")
    private boolean update;

    @Option(
            names = "--watch",
            description =
                    "Go on: play again what each saved file of fixtures or rules affects. Enter plays all, q quits.")
    private boolean watch;

    @ArgGroup(exclusive = false)
    private @Nullable CoverageOptions coverage;

    /** A threshold without what it is for would be believed to hold. */
    private static final class CoverageOptions {
        @Option(
                names = "--coverage",
                required = true,
                description = "Tell which rules, stories of flows and reasons are reached, and by which fixtures.")
        private boolean isWanted;

        @Option(
                names = "--threshold",
                paramLabel = "PERCENT",
                converter = Percent.class,
                description = "How much of them must be reached, or the answer is 3.")
        private @Nullable BigDecimal threshold;
    }

    private static final class Percent implements ITypeConverter<BigDecimal> {
        @Override
        public BigDecimal convert(String text) {
            try {
                BigDecimal percent = new BigDecimal(text);
                if (percent.signum() >= 0 && percent.compareTo(BigDecimal.valueOf(100)) <= 0) {
                    return percent;
                }
            } catch (NumberFormatException noNumber) {
                // Told below.
            }
            throw new TypeConversionException("\"" + text + "\" is no percentage; write a number from 0 to 100");
        }
    }

    TestVerb(Terminal terminal, InstantSource machine) {
        this.terminal = terminal;
        this.machine = machine;
        this.rules = new RulesOption(terminal);
    }

    @Override
    public Integer call() {
        return watch ? watch() : once();
    }

    /** A watch never ends, and the others are about an end: each is done by a run of its own. */
    private void refuseWhatEnds() {
        Map<String, Boolean> others = new LinkedHashMap<>();
        others.put("--update: run it once, and review what it wrote", update);
        others.put("--coverage: run it once, for the figures are of a whole run", coverage != null);
        others.put(
                "--format " + format.word() + ": programs wait for the end of what they read",
                format != ReportFormat.PRETTY);
        others.forEach((what, given) -> {
            if (given) {
                throw new RefusedException("--watch does not go with " + what);
            }
        });
    }

    private int watch() {
        refuseWhatEnds();
        Rehearsal rehearsal = new Rehearsal(paths, run, rules.existing(), new Rules(BUILDS_WHILE_WATCHING), machine);
        Pulse pulse = terminal.interactive()
                ? Keyboard.of(System.in, MILLIS_BETWEEN_LOOKS)
                : Keyboard.none(MILLIS_BETWEEN_LOOKS);
        RoundText text = new RoundText(terminal.isColourful(), new Rerun(rules.named()));
        try (LastWord last = new LastWord(terminal)) {
            return new Watch(rehearsal, text, terminal, pulse, last::is).run();
        }
    }

    private int once() {
        Loaded loaded = rules.load();
        if (!loaded.isBroken()) {
            // What breaks them is in the report.
            RulesOption.tell(loaded, terminal.err());
        }
        Selection selection = Selection.of(paths, run);
        Suite suite = new Suite(selection, new Rules(), loaded, machine);
        Report report = run(suite, selection.fixtures().size());
        terminal.out().print(format.render(report, terminal.isColourful(), new Rerun(rules.named())));
        terminal.out().flush();
        if (update) {
            suite.updates(report).forEach(this::write);
        }
        return report.exitCode();
    }

    private void write(Update better) {
        Path file = better.fixture().file();
        better.text().ifPresent(text -> {
            try {
                Files.writeString(file, text);
            } catch (IOException unwritable) {
                throw new RefusedException("cannot write " + file + ": " + unwritable);
            }
        });
        String what = better.text().isPresent() ? "rewritten  " : "not rewritten  ";
        better.said().forEach(line -> terminal.err().println(what + line));
    }

    private Report run(Suite suite, int fixtures) {
        AtomicInteger done = new AtomicInteger();
        try (Progress progress = new Progress(terminal, "test", fixtures)) {
            Consumer<Result> tick = result -> progress.accept(done.incrementAndGet());
            return coverage == null ? suite.run(tick) : suite.runMeasured(tick, coverage.threshold);
        }
    }
}

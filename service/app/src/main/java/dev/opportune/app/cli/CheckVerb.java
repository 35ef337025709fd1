package dev.opportune.app.cli;

import dev.opportune.app.api.Json;
import dev.opportune.app.api.ProblemsJson;
import dev.opportune.app.service.LatelySeen;
import dev.opportune.authoring.Severity;
import dev.opportune.authoring.rules.Loaded;
import dev.opportune.authoring.rules.Rules;
import dev.opportune.kernel.store.StoreException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Compiles the rules and tells all that is wrong with them. */
@Command(
        name = "check",
        description = "Compile everything under the rules folder and tell all problems with file and line.",
        mixinStandardHelpOptions = true)
final class CheckVerb implements Callable<Integer> {
    private final Terminal terminal;
    private final InstantSource machine;

    @Mixin
    private final RulesOption rules;

    @Mixin
    private final FormatOption format = new FormatOption();

    @Option(names = "--strict", description = "Count each warning as an error.")
    private boolean strict;

    @Option(
            names = "--database",
            paramLabel = "FILE",
            description = "Warn of properties too that no event of this database had in the last 30 days.")
    private @Nullable Path database;

    CheckVerb(Terminal terminal, InstantSource machine) {
        this.terminal = terminal;
        this.machine = machine;
        this.rules = new RulesOption(terminal);
    }

    @Override
    public Integer call() {
        Loaded found = load();
        Loaded loaded = strict ? found.strict() : found;
        if (loaded.files().isEmpty() && loaded.problems().isEmpty()) {
            throw new RefusedException("there is nothing to check in " + rules.folder());
        }
        if (format.isJson()) {
            terminal.out().println(new Json().write(new ProblemsJson().fields(loaded)));
        } else {
            pretty(loaded);
        }
        return (loaded.isBroken() ? ExitCode.BROKEN : ExitCode.OK).code();
    }

    private Loaded load() {
        try {
            return database == null ? rules.load() : rules.load(new Rules(new LatelySeen(database, machine)));
        } catch (StoreException unreadable) {
            throw new RefusedException(String.valueOf(unreadable.getMessage()));
        }
    }

    private void pretty(Loaded loaded) {
        RulesOption.tell(loaded, terminal.out());
        long errors = count(loaded, Severity.ERROR);
        long warnings = count(loaded, Severity.WARNING);
        int ruleCount =
                loaded.ruleNames().values().stream().mapToInt(List::size).sum();
        int flowCount = loaded.ruleset().map(ruleset -> ruleset.flows().size()).orElse(0);
        String result = loaded.isBroken()
                ? counted(errors, "error")
                : counted(ruleCount, "rule") + " of " + counted(flowCount, "flow") + " can be used, revision "
                        + loaded.revision();
        terminal.out().println(result + (warnings > 0 ? ", " + counted(warnings, "warning") : ""));
    }

    private static long count(Loaded loaded, Severity severity) {
        return loaded.problems().stream()
                .filter(problem -> problem.severity() == severity)
                .count();
    }

    private static String counted(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}

package dev.opportune.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.opportune.authoring.Problem;
import dev.opportune.authoring.rules.Loaded;
import dev.opportune.authoring.rules.RuleOverlay;
import dev.opportune.authoring.rules.Rules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which rules to try: those of a folder, or one rule laid over them or over those of a service. */
final class CandidateOption {
    private final Terminal terminal;

    @Mixin
    private final RulesOption rules;

    @ArgGroup(exclusive = false)
    private @Nullable One one;

    private static final class One {
        @Option(
                names = "--rule",
                required = true,
                paramLabel = "FILE",
                description =
                        "One or more rules, each to take the place of the one of its name. Without --rules a service lays"
                                + " them over those that are live there.")
        private Path rule = Path.of("");

        @Option(names = "--flow", paramLabel = "FLOW", description = "Where rules of a new name are added.")
        private @Nullable String flow;
    }

    CandidateOption(Terminal terminal) {
        this.terminal = terminal;
        this.rules = new RulesOption(terminal);
    }

    /** Rules that can be used; their problems are told, and errors among them refused. */
    Loaded usable() {
        One laid = one;
        if (laid == null) {
            return rules.usable();
        }
        RuleOverlay overlay = RuleOverlay.of(rules.usable().files(), text(laid.rule), laid.flow);
        for (Problem problem : overlay.problems()) {
            terminal.err().println(problem);
        }
        Loaded loaded = overlay.problems().isEmpty() ? new Rules().load(overlay.files()) : null;
        if (loaded != null) {
            RulesOption.tell(loaded, terminal.err());
        }
        if (loaded == null || loaded.isBroken()) {
            throw new RefusedException("the rules in " + laid.rule + " cannot be used");
        }
        return loaded;
    }

    /** What a service is sent. */
    Map<String, @Nullable Object> body() {
        Map<String, @Nullable Object> body = new TreeMap<>();
        One laid = one;
        if (laid == null || rules.named() != null) {
            Map<String, String> files = new TreeMap<>();
            usable().files().forEach((path, content) -> files.put(path, new String(content, UTF_8)));
            body.put("files", files);
            return body;
        }
        body.put("rule", text(laid.rule));
        if (laid.flow != null) {
            body.put("flow", laid.flow);
        }
        return body;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, UTF_8);
        } catch (IOException unreadable) {
            throw new RefusedException("the rule " + file + " cannot be read; name a text file by --rule FILE");
        }
    }
}

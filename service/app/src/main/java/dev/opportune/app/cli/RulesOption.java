package dev.opportune.app.cli;

import dev.opportune.authoring.PrettyProblem;
import dev.opportune.authoring.Problem;
import dev.opportune.authoring.rules.Loaded;
import dev.opportune.authoring.rules.Rules;
import dev.opportune.kernel.session.Ruleset;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the rules are: {@code --rules}, else {@code OPPORTUNE_RULES}, else {@code rules} in the current folder. */
final class RulesOption {
    private static final String VARIABLE = "OPPORTUNE_RULES";

    private final Terminal terminal;

    @Option(
            names = "--rules",
            paramLabel = "DIR",
            description = "The folder with the rules (default: $OPPORTUNE_RULES, or else rules).")
    private @Nullable Path given;

    RulesOption(Terminal terminal) {
        this.terminal = terminal;
    }

    /** The folder that {@code --rules} names; null where the usual one is meant. */
    @Nullable
    Path named() {
        return given;
    }

    Path folder() {
        if (given != null) {
            return given;
        }
        String named = terminal.environment().get(VARIABLE);
        return Path.of(named == null || named.isBlank() ? "rules" : named);
    }

    /** The same folder, which is there. */
    Path existing() {
        Path folder = folder();
        if (!Files.isDirectory(folder)) {
            throw new RefusedException(
                    "there is no folder " + folder + "; name the folder with the rules by --rules DIR or " + VARIABLE);
        }
        return folder;
    }

    /** The rules, with all that is wrong with them. */
    Loaded load() {
        return load(new Rules());
    }

    /** The rules as others make them. */
    Loaded load(Rules made) {
        return made.load(existing());
    }

    /** Rules that can be used; their problems are told, and errors among them refused. */
    Loaded usable() {
        Loaded loaded = load();
        tell(loaded, terminal.err());
        if (loaded.ruleset().isEmpty()) {
            throw new RefusedException("the rules in " + folder() + " cannot be used");
        }
        return loaded;
    }

    /** The same, compiled. */
    Ruleset ruleset() {
        return usable().ruleset().orElseThrow();
    }

    static void tell(Loaded loaded, PrintStream to) {
        PrettyProblem pretty = new PrettyProblem(path -> text(loaded, path));
        for (Problem problem : loaded.problems()) {
            to.print(pretty.render(problem));
        }
    }

    private static Optional<String> text(Loaded loaded, String path) {
        byte @Nullable [] content = loaded.files().get(path);
        if (content == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString());
        } catch (CharacterCodingException notUtf8) {
            return Optional.empty();
        }
    }
}

package dev.opportune.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.opportune.app.api.RulesJson;
import dev.opportune.authoring.PrettyProblem;
import dev.opportune.authoring.folders.RulesFolder;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes rules live in the running service. */
@Command(
        name = "activate",
        description = "Make a folder of rules live in the running service, or a revision that was live before.",
        footer = {
            "",
            "Exits with 0 if they are live, or proposed where a second person must agree; with 1 if others are live than",
            "--expected says, or you have proposed them yourself; with 2 if they have problems."
        },
        mixinStandardHelpOptions = true)
final class RulesActivateVerb implements Callable<Integer> {
    private static final Pattern REVISION = Pattern.compile("[0-9a-f]{4,32}");
    /** It ran, and the answer is no. */
    private static final Set<String> NO = Set.of("overtaken", "same_person");

    private final Terminal terminal;

    @Mixin
    private final ServiceOption service;

    @Parameters(
            paramLabel = "REVISION-OR-DIR",
            description = "The first 4 or more characters of a revision, or a folder with rules.")
    private String wanted = "";

    @Option(
            names = "--expected",
            paramLabel = "REVISION",
            description = "Only if this revision is live now, so that nobody's change is undone unseen.")
    private @Nullable String expected;

    @Option(names = "--note", paramLabel = "TEXT", description = "Why; it is kept in the history.")
    private @Nullable String note;

    @Mixin
    private final FormatOption format = new FormatOption();

    RulesActivateVerb(Terminal terminal) {
        this.terminal = terminal;
        this.service = new ServiceOption(terminal);
    }

    /** Whether a text can be the beginning of a revision's name. */
    static boolean isRevision(String text) {
        return REVISION.matcher(text).matches();
    }

    @Override
    public Integer call() {
        Map<String, Object> body = new TreeMap<>();
        Optional<RulesFolder> folder = folder();
        folder.ifPresentOrElse(read -> body.put("files", contents(read)), () -> body.put("revision", wanted));
        if (expected != null) {
            body.put("expected", expected);
        }
        if (note != null) {
            body.put("note", note);
        }
        ServiceCall.Answer answer = service.call().post("/v1/rules/activate", body);
        if (format.isJson()) {
            terminal.out().println(answer.text());
        } else {
            pretty(answer, folder);
        }
        if (answer.isGood()) {
            return ExitCode.OK.code();
        }
        return (NO.contains(answer.code()) ? ExitCode.FAILED : ExitCode.BROKEN).code();
    }

    private Optional<RulesFolder> folder() {
        boolean isFolder = Files.isDirectory(Path.of(wanted));
        if (isFolder && isRevision(wanted)) {
            throw new RefusedException(
                    "\"" + wanted + "\" is a folder and can be a revision; for the folder write ./" + wanted);
        }
        if (!isFolder && !isRevision(wanted)) {
            throw new RefusedException("there is no folder " + wanted
                    + ", and it is no revision either; opportune rules list names those there are");
        }
        return isFolder ? Optional.of(read(Path.of(wanted))) : Optional.empty();
    }

    private static RulesFolder read(Path folder) {
        RulesFolder read = RulesFolder.read(folder);
        if (read.files().isEmpty()) {
            throw new RefusedException("there are no rules in " + folder
                    + read.problems().stream()
                            .findFirst()
                            .map(problem -> ": " + problem)
                            .orElse(""));
        }
        return read;
    }

    private static Map<String, Object> contents(RulesFolder folder) {
        Map<String, Object> contents = new TreeMap<>();
        folder.files().forEach((path, content) -> contents.put(path, RulesJson.content(content)));
        return contents;
    }

    private void pretty(ServiceCall.Answer answer, Optional<RulesFolder> folder) {
        JsonNode body = answer.body();
        PrintStream to = terminal.out();
        if (!answer.isGood()) {
            PrettyProblem pretty = new PrettyProblem(path -> folder.flatMap(read -> read.text(path)));
            answer.problems().forEach(problem -> to.print(pretty.render(problem)));
            terminal.err().println("opportune: " + answer.said());
            return;
        }
        String revision = body.path("revision").asText();
        switch (body.path("result").asText()) {
            case "unchanged" ->
                to.println("revision " + revision + " is live already, since "
                        + body.path("activatedAt").asText() + ", by "
                        + body.path("by").asText());
            case "proposed" -> {
                to.println("revision " + revision + " is proposed; "
                        + body.path("next").asText());
                effect("it would find, as of ", body.path("inFlight"));
            }
            default -> {
                to.println("revision " + revision + " is live since "
                        + body.path("activatedAt").asText() + ", by "
                        + body.path("by").asText());
                effect("it found, as of ", body.path("inFlight"));
            }
        }
        if (body.path("folder").isTextual()) {
            terminal.err().println("opportune: " + body.path("folder").asText());
        }
    }

    private void effect(String found, JsonNode inFlight) {
        PrintStream to = terminal.out();
        if (inFlight.path("flows").isEmpty()) {
            to.println("nobody is in flight");
            return;
        }
        to.println(found + inFlight.path("at").asText() + ":");
        for (JsonNode flow : inFlight.path("flows")) {
            String gone = String.format(
                    Locale.ROOT,
                    ", gone from the rules: %,d cancelled, %,d ended",
                    flow.path("cancellations").asLong(),
                    flow.path("ends").asLong());
            to.println(String.format(
                    Locale.ROOT,
                    "  %s: %,d open, %,d waiting%s",
                    flow.path("flow").asText(),
                    flow.path("openTriggers").asLong(),
                    flow.path("pendingMessages").asLong(),
                    flow.path("removed").asBoolean() ? gone : ""));
        }
    }
}

package dev.opportune.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.opportune.authoring.folders.FolderWriter;
import dev.opportune.authoring.folders.RulesFolder;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the files of a revision. */
@Command(
        name = "show",
        description = "The files of a revision that was ever live or proposed.",
        mixinStandardHelpOptions = true)
final class RulesShowVerb implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final ServiceOption service;

    @Parameters(paramLabel = "REVISION", description = "The first characters of its name.")
    private String revision = "";

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Write the files to a folder, which is new or empty, instead of showing them.")
    private @Nullable Path out;

    @Mixin
    private final FormatOption format = new FormatOption();

    RulesShowVerb(Terminal terminal) {
        this.terminal = terminal;
        this.service = new ServiceOption(terminal);
    }

    @Override
    public Integer call() {
        if (!RulesActivateVerb.isRevision(revision)) {
            throw new RefusedException("\"" + revision
                    + "\" is no revision: give its first 4 or more characters; opportune rules list names them");
        }
        ServiceCall.Answer answer = service.call().get("/v1/rules/" + revision).orRefused();
        Map<String, byte[]> files = files(answer.body().path("files"));
        if (out != null) {
            write(out, files);
        }
        if (format.isJson()) {
            terminal.out().println(answer.text());
        } else if (out == null) {
            pretty(answer.body(), files);
        } else {
            terminal.out().println(files.size() + (files.size() == 1 ? " file" : " files") + " written to " + out);
        }
        return ExitCode.OK.code();
    }

    private static Map<String, byte[]> files(JsonNode files) {
        Map<String, byte[]> contents = new TreeMap<>();
        files.properties()
                .forEach(file -> contents.put(
                        file.getKey(),
                        file.getValue().isTextual()
                                ? file.getValue().textValue().getBytes(UTF_8)
                                : Base64.getDecoder()
                                        .decode(file.getValue().path("base64").asText())));
        return contents;
    }

    private static void write(Path folder, Map<String, byte[]> files) {
        try {
            if (Files.exists(folder) && !isEmptyFolder(folder)) {
                throw new RefusedException(folder + " is there and not empty; name another folder by --out");
            }
            new FolderWriter(folder).write(RulesFolder.of(files).files(), found -> true);
        } catch (IOException failure) {
            throw new RefusedException(folder + " cannot be written to: " + failure.getMessage());
        }
    }

    private static boolean isEmptyFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.findAny().isEmpty();
        }
    }

    private void pretty(JsonNode shown, Map<String, byte[]> files) {
        PrintStream to = terminal.out();
        to.println("revision " + shown.path("revision").asText());
        for (JsonNode activation : shown.path("activations")) {
            to.println("live from " + activation.path("activatedAt").asText() + ", by "
                    + activation.path("by").asText());
        }
        files.forEach((path, content) -> {
            to.println();
            to.println("── " + path);
            boolean isText = shown.path("files").path(path).isTextual();
            to.println(
                    isText ? new String(content, UTF_8).stripTrailing() : content.length + " bytes that are no text");
        });
    }
}

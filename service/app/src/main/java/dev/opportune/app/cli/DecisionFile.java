package dev.opportune.app.cli;

import dev.opportune.app.api.DecisionJson;
import dev.opportune.app.api.Json;
import dev.opportune.kernel.decision.Decision;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decisions in a file: canonical JSON in canonical order, one a line. */
final class DecisionFile {
    private DecisionFile() {}

    /** Writes all of them; does nothing where no file is asked for. */
    static void write(@Nullable Path file, List<Decision> decisions) {
        if (file == null) {
            return;
        }
        try (BufferedWriter lines = Files.newBufferedWriter(file)) {
            for (String line : new DecisionJson(new Json()).listing(decisions)) {
                lines.append(line).append('\n');
            }
        } catch (IOException failure) {
            throw new RefusedException("the decisions cannot be written to " + file + ": " + reason(file, failure));
        }
    }

    private static String reason(Path file, IOException failure) {
        if (Files.isDirectory(file)) {
            return "it is a folder; name a file";
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            return "there is no folder " + folder + "; make it first";
        }
        return failure instanceof AccessDeniedException
                ? "writing there is not allowed"
                : String.valueOf(failure.getMessage());
    }
}

package dev.opportune.app.cli;

import dev.opportune.app.ingest.EventFiles;
import dev.opportune.app.ingest.EventFiles.History;
import dev.opportune.authoring.Problem;
import dev.opportune.kernel.timeline.Entry;
import dev.opportune.kernel.timeline.Properties;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Events from files, for commands. */
final class InputFiles {
    private static final int MOST_PROBLEMS = 1000;

    private InputFiles() {}

    /** Reads all, or tells every line that cannot be read and refuses: no line is dropped in silence. */
    static History read(List<Path> files, Terminal terminal) {
        History history = new EventFiles().read(files);
        List<Problem> problems = history.problems();
        if (problems.isEmpty()) {
            return history;
        }
        problems.stream().limit(MOST_PROBLEMS).forEach(problem -> terminal.err().println(problem));
        if (problems.size() > MOST_PROBLEMS) {
            terminal.err().println("… and " + (problems.size() - MOST_PROBLEMS) + " more");
        }
        throw new RefusedException("nothing was decided: " + problems.size()
                + (problems.size() == 1 ? " problem" : " problems") + " in the files, see above");
    }

    /** How many, of how many, and from when to when. */
    static String described(List<Entry> entries) {
        long profiles = entries.stream().map(Entry::profileId).distinct().count();
        return String.format(
                Locale.ROOT,
                "%,d %s of %,d %s, %s to %s",
                entries.size(),
                entries.size() == 1 ? "event" : "events",
                profiles,
                profiles == 1 ? "profile" : "profiles",
                Properties.canonical(entries.get(0).occurredAt()),
                Properties.canonical(entries.get(entries.size() - 1).occurredAt()));
    }
}

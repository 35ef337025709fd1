package dev.opportune.authoring.rules;

import dev.opportune.authoring.Place;
import dev.opportune.authoring.settings.FlowReader;
import dev.opportune.authoring.settings.PolicyReader;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads policy.yml and each flow.yml, and finds folders that lack one. */
final class SettingsStage implements Stage {
    private static final String FLOW_ENDING = "/" + FlowReader.FILE;
    private static final String DRL_ENDING = ".drl";

    @Override
    public void apply(Draft draft) {
        PolicyReader policy = new PolicyReader(draft.problems());
        text(draft, PolicyReader.FILE).flatMap(policy::read).ifPresent(draft::policy);
        draft.lintLevels().putAll(policy.lintLevels());
        if (!draft.folder().files().containsKey(PolicyReader.FILE)) {
            draft.error("missing_file", Place.of(PolicyReader.FILE), null, "there is no policy.yml", "add one");
        }
        FlowReader reader = new FlowReader(draft.problems(), draft.policy().orElse(null));
        for (String folder : folders(draft)) {
            flow(draft, reader, folder);
        }
    }

    private static Set<String> folders(Draft draft) {
        Set<String> folders = new TreeSet<>();
        for (String path : draft.folder().files().keySet()) {
            int slash = path.indexOf('/');
            if (slash > 0
                    && (SourceStage.hasRules(path) || path.substring(slash).startsWith("/flow."))) {
                folders.add(path.substring(0, slash));
            }
        }
        return folders;
    }

    private static void flow(Draft draft, FlowReader reader, String folder) {
        String file = folder + FLOW_ENDING;
        draft.flowNames().add(folder);
        if (!draft.folder().files().containsKey(file)) {
            draft.error(
                    "missing_file",
                    Place.of(file),
                    null,
                    "the folder \"" + folder + "\" has no flow.yml",
                    "add one: it names the flow's owner, channel and priority");
        }
        if (draft.folder().files().keySet().stream()
                .noneMatch(path -> path.startsWith(folder + "/") && SourceStage.hasRules(path))) {
            draft.error(
                    "missing_file",
                    Place.of(file),
                    null,
                    "the flow \"" + folder + "\" has no rules",
                    "add " + folder + "/" + folder + DRL_ENDING);
        }
        text(draft, file)
                .flatMap(text -> reader.read(folder, text))
                .ifPresent(flow -> draft.flows().put(folder, flow));
    }

    private static Optional<String> text(Draft draft, String path) {
        Optional<String> text = draft.folder().text(path);
        if (text.isEmpty() && draft.folder().files().containsKey(path)) {
            draft.error("not_utf8", Place.of(path), null, "the file is no UTF-8", "save it as UTF-8");
        }
        return text;
    }
}

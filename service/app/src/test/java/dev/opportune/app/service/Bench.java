package dev.opportune.app.service;

import dev.opportune.app.api.DecisionJson;
import dev.opportune.app.api.Json;
import dev.opportune.app.api.NextEmailJson;
import dev.opportune.authoring.rules.Rules;
import dev.opportune.kernel.decision.Decision;
import dev.opportune.kernel.session.Settings;
import dev.opportune.kernel.store.DecisionQuery;
import dev.opportune.kernel.store.Recorded;
import dev.opportune.kernel.store.Store;
import dev.opportune.storage.GroupCommit;
import dev.opportune.storage.SqliteStore;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;

/** An engine room on a real SQLite file, without HTTP. Closing and opening another on the same file is a restart. */
final class Bench implements AutoCloseable {
    final Store store;
    final GroupCommit writer;
    final EngineRoom engine;

    private Bench(Store store, GroupCommit writer, EngineRoom engine) {
        this.store = store;
        this.writer = writer;
        this.engine = engine;
    }

    static Bench open(Path folder, Path rules, InstantSource clock) {
        return open(folder, rules, clock, new Capacity(2, 1000, 100, 16), commits -> commits);
    }

    static Bench open(
            Path folder, Path rulesFolder, InstantSource clock, Capacity capacity, UnaryOperator<Commits> around) {
        return open(folder, rulesFolder, clock, capacity, around, Settings.of(false));
    }

    static Bench open(
            Path folder,
            Path rulesFolder,
            InstantSource clock,
            Capacity capacity,
            UnaryOperator<Commits> around,
            Settings settings) {
        return open(folder, rulesFolder, clock, capacity, around, settings, RulesTerms.DEFAULT);
    }

    static Bench open(Path folder, Path rulesFolder, InstantSource clock, Capacity capacity, RulesTerms terms) {
        return open(folder, rulesFolder, clock, capacity, commits -> commits, Settings.of(false), terms);
    }

    private static Bench open(
            Path folder,
            Path rulesFolder,
            InstantSource clock,
            Capacity capacity,
            UnaryOperator<Commits> around,
            Settings settings,
            RulesTerms terms) {
        Store store = SqliteStore.open(folder.resolve("test.db"));
        GroupCommit writer = new GroupCommit(store, clock, 10_000, 100).start();
        LiveRules rules = new LiveRules(store, new FolderRulebook(rulesFolder, new Rules()), terms);
        rules.load(clock.instant(), "test");
        Json json = new Json();
        NextEmailJson answers = new NextEmailJson(json, new DecisionJson(json));
        EngineRoom engine = new EngineRoom(
                store, around.apply(writer::submit), rules, settings, capacity, clock, new Random(1), answers::write);
        return new Bench(store, writer, engine);
    }

    List<Decision> messages(String profile) {
        return store.decisions(new DecisionQuery(profile, null, null, null, null, null, 0, 1000)).stream()
                .map(Recorded::decision)
                .filter(decision -> decision.message() != null)
                .toList();
    }

    static Claim claim(String profile, String key) {
        return new Claim(profile, Set.of("email", "sms"), key, "request");
    }

    @Override
    public void close() {
        engine.close();
        writer.close();
        store.close();
    }
}

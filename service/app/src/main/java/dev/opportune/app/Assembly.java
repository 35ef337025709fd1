package dev.opportune.app;

import dev.opportune.app.api.DecisionJson;
import dev.opportune.app.api.Json;
import dev.opportune.app.api.NextEmailJson;
import dev.opportune.app.links.UnsubscribeLinks;
import dev.opportune.app.service.Capacity;
import dev.opportune.app.service.EngineRoom;
import dev.opportune.app.service.FolderRulebook;
import dev.opportune.app.service.LatelySeen;
import dev.opportune.app.service.LiveRules;
import dev.opportune.app.service.RulesTerms;
import dev.opportune.authoring.rules.Rules;
import dev.opportune.kernel.session.Settings;
import dev.opportune.storage.GroupCommit;
import dev.opportune.storage.SqliteStore;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * The composition root: everything there is one of, made once and closed in reverse.
 *
 * @param engine not started yet
 * @param clock what time it is
 * @param random where all chance comes from; nobody must be able to foretell it
 * @param links to be told where they lead to
 */
public record Assembly(
        SqliteStore store,
        GroupCommit commits,
        EngineRoom engine,
        InstantSource clock,
        RandomGenerator random,
        UnsubscribeLinks links)
        implements AutoCloseable {
    private static final int MOVES_AWAITING_WRITER = 20_000;
    private static final int LARGEST_GROUP = 1_000;

    /**
     * Opens a database, makes the rules in a folder live and puts the engine room on top.
     *
     * @param terms on which other rules go live
     * @param clock what time it is; a host that plays data back drives it
     * @throws dev.opportune.kernel.store.StoreException if the database cannot be opened
     * @throws IllegalStateException if the rules have problems and none were ever live
     */
    public static Assembly open(
            Path database,
            Path rulesFolder,
            Settings settings,
            Capacity capacity,
            RulesTerms terms,
            InstantSource clock,
            RandomGenerator random) {
        SqliteStore store = SqliteStore.open(database);
        try {
            Rules checks = new Rules(new LatelySeen(database, clock));
            LiveRules rules = new LiveRules(store, new FolderRulebook(rulesFolder, new Rules(), checks), terms);
            rules.load(clock.instant(), "start");
            GroupCommit commits = new GroupCommit(store, clock, MOVES_AWAITING_WRITER, LARGEST_GROUP).start();
            Json json = new Json();
            UnsubscribeLinks links =
                    UnsubscribeLinks.keptIn(store, () -> rules.live().policy(), random);
            NextEmailJson nextEmail = new NextEmailJson(json, new DecisionJson(json, links::headers));
            EngineRoom engine =
                    new EngineRoom(store, commits::submit, rules, settings, capacity, clock, random, nextEmail::write);
            return new Assembly(store, commits, engine, clock, random, links);
        } catch (RuntimeException | Error failure) {
            store.close();
            throw failure;
        }
    }

    @Override
    public void close() {
        engine.close();
        commits.close();
        store.close();
    }
}

package dev.opportune.kernel.session;

import dev.opportune.kernel.policy.Flow;
import dev.opportune.kernel.policy.Policy;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import org.drools.core.impl.InternalRuleBase;
import org.drools.core.impl.RuleBaseFactory;
import org.kie.api.KieBase;
import org.kie.api.definition.KiePackage;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.KieSessionConfiguration;
import org.kie.api.runtime.conf.ClockTypeOption;

/** One revision of the rules, compiled: the rule base, the flows and the policy. Safe for use by many threads. */
public final class Ruleset {
    private final String revision;
    private final SortedMap<String, Flow> flows;
    private final Policy policy;
    private final Supplier<KieBase> bases;
    private final boolean asksForRequests;
    private final KieSessionConfiguration sessions;
    private final ConcurrentMap<Set<String>, KieBase> without = new ConcurrentHashMap<>();

    /**
     * @param bases makes a new rule base of this revision at each call, each in STREAM mode
     * @param asksForRequests whether a rule has a pattern on {@code Requested}
     */
    public Ruleset(
            String revision, Map<String, Flow> flows, Policy policy, Supplier<KieBase> bases, boolean asksForRequests) {
        this.revision = revision;
        this.flows = Collections.unmodifiableSortedMap(new TreeMap<>(flows));
        this.policy = policy;
        this.bases = bases;
        this.asksForRequests = asksForRequests;
        // Not by way of KieServices, which only comes with the compiler.
        this.sessions = RuleBaseFactory.newKnowledgeSessionConfiguration();
        this.sessions.setOption(ClockTypeOption.PSEUDO);
    }

    /** The hash of the files it was made from. */
    public String revision() {
        return revision;
    }

    public SortedMap<String, Flow> flows() {
        return flows;
    }

    public Policy policy() {
        return policy;
    }

    /** Whether an app's asking for an email is something that a rule looks at. */
    public boolean asksForRequests() {
        return asksForRequests;
    }

    /** The names of all rules, in order. */
    public SortedSet<String> ruleNames() {
        TreeSet<String> names = new TreeSet<>();
        base(Set.of()).getKiePackages().forEach(rules -> rules.getRules().forEach(rule -> names.add(rule.getName())));
        return names;
    }

    /** Makes ready what sessions without some rules run on, so that none of them waits for it. */
    public void prepare(Set<String> excludedRules) {
        base(excludedRules);
    }

    /** A new session, at the epoch, over all rules but some. */
    KieSession newSession(Set<String> excludedRules, Proposals proposals) {
        KieBase base = base(excludedRules);
        KieSession session = base.newKieSession(sessions, null);
        // Rules that never act have no need of it, and the engine refuses a global that nobody declares.
        if (((InternalRuleBase) base).getGlobals().containsKey(Proposals.GLOBAL)) {
            session.setGlobal(Proposals.GLOBAL, proposals);
        }
        return session;
    }

    private KieBase base(Set<String> excludedRules) {
        return without.computeIfAbsent(Set.copyOf(excludedRules), this::reduced);
    }

    private KieBase reduced(Set<String> excludedRules) {
        KieBase base = bases.get();
        for (KiePackage rules : base.getKiePackages()) {
            for (String rule : new TreeSet<>(excludedRules)) {
                if (rules.getRules().stream().anyMatch(known -> known.getName().equals(rule))) {
                    ((InternalRuleBase) base).removeRule(rules.getName(), rule);
                }
            }
        }
        return base;
    }
}

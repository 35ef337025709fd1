package dev.opportune.authoring.compiler;

import dev.opportune.facts.Decide;
import dev.opportune.kernel.session.ProposalsLost;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.drools.compiler.compiler.io.memory.MemoryFileSystem;
import org.drools.compiler.kie.builder.impl.InternalKieModule;
import org.drools.compiler.kie.builder.impl.MemoryKieModule;
import org.drools.model.codegen.ExecutableModelProject;
import org.drools.modelcompiler.CanonicalKieModule;
import org.kie.api.KieBase;
import org.kie.api.KieBaseConfiguration;
import org.kie.api.KieServices;
import org.kie.api.builder.KieBuilder;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.Message;
import org.kie.api.builder.ReleaseId;
import org.kie.api.conf.EventProcessingOption;
import org.kie.api.runtime.KieContainer;
import org.kie.internal.conf.ConsequenceExceptionHandlerOption;

/** Compiles rules to classes, with the engine's own compiler. Safe for use by several threads. */
public final class RulesetCompiler {
    private static final String SOURCES = "src/main/resources/";

    /** The engine keeps modules by their id for the whole process, so ids must be unique in the whole process too. */
    private static final AtomicLong BUILDS = new AtomicLong();

    private final KieServices services;
    private final boolean links;
    private final ClassLoader world;
    private final List<ClassPass> passes;

    /** @param fences of them, LINKING, BYTECODE and BUDGETS are the compiler's own */
    public RulesetCompiler(KieServices services, Set<Fence> fences) {
        this(services, fences, passes(fences));
    }

    /** @param passes what every class goes through, in this order, between being made and being loaded */
    public RulesetCompiler(KieServices services, Set<Fence> fences, List<ClassPass> passes) {
        this.services = services;
        this.links = fences.contains(Fence.LINKING);
        this.world = links ? new RuleClassLoader(new AllowList()) : Decide.class.getClassLoader();
        this.passes = List.copyOf(passes);
    }

    /** What the fence looks at is what the author wrote: the ticks come after it. */
    private static List<ClassPass> passes(Set<Fence> fences) {
        List<ClassPass> passes = new ArrayList<>();
        if (fences.contains(Fence.BYTECODE)) {
            passes.add(new BytecodeFence(new AllowList()));
        }
        if (fences.contains(Fence.BUDGETS)) {
            passes.add(new TickWeaver());
        }
        return passes;
    }

    /**
     * What a build gave.
     *
     * @param bases makes a new rule base at each call; of no use if there are messages
     * @param messages what the compiler found wrong
     */
    public record Build(Supplier<KieBase> bases, List<Complaint> messages) {}

    /**
     * Something that is wrong with what was compiled.
     *
     * @param code of the problem that it will be
     * @param path of the file it is about: a source, or a class made from rules
     * @param line in that file, from 1; 0 or less where it does not say
     * @param hint what to write instead; empty if nobody can say
     */
    public record Complaint(String code, String path, int line, String text, String hint) {
        /** A complaint of the compiler itself. */
        Complaint(String path, int line, String text) {
            this("compile", path, line, text, "");
        }

        public static Complaint ofThrown(RuntimeException thrown) {
            return new Complaint("", 0, "the compiler gave up: " + thrown.getMessage());
        }

        public String firstLine() {
            return text.lines().findFirst().orElse("").strip();
        }

        public boolean isAboutConsequence() {
            return path.contains("/LambdaConsequence");
        }

        /** Whether it is about what speeds up a constraint, and so only repeats what is wrong with that. */
        public boolean isAboutIndex() {
            return path.contains("RuleMethods");
        }
    }

    /** Compiles sources together, their days beginning at midnight UTC. */
    public Build build(List<String> sources) {
        return build(sources, ZoneOffset.UTC);
    }

    /**
     * Compiles sources together.
     *
     * @param days the zone at whose midnight days begin
     * @throws RuntimeException as the engine's compiler does on some mistakes of the author
     */
    public Build build(List<String> sources, ZoneId days) {
        List<Complaint> early = links ? compileTime(sources) : List.of();
        if (!early.isEmpty()) {
            return notCompiled(early);
        }
        ReleaseId id = services.newReleaseId("rules", "build-" + BUILDS.incrementAndGet(), "1");
        KieFileSystem files = services.newKieFileSystem();
        files.generateAndWritePomXML(id);
        for (int source = 0; source < sources.size(); source++) {
            files.write(SOURCES + name(source), sources.get(source));
        }
        try {
            KieBuilder builder = services.newKieBuilder(files, world).buildAll(ExecutableModelProject.class);
            List<Complaint> complaints = new ArrayList<>();
            for (Message message : builder.getResults().getMessages(Message.Level.ERROR)) {
                complaints.add(new Complaint(String.valueOf(message.getPath()), message.getLine(), message.getText()));
            }
            if (complaints.isEmpty()) {
                passClasses((InternalKieModule) builder.getKieModule(), new DayWeaver(days), complaints::add);
            }
            if (!complaints.isEmpty()) {
                return notCompiled(complaints);
            }
            // A container holds on to its module, so it lives as long as someone can make rule bases of it.
            KieContainer container = services.newKieContainer(id, world);
            return new Build(() -> container.newKieBase(configuration()), List.of());
        } finally {
            services.getRepository().removeKieModule(id);
        }
    }

    private static List<Complaint> compileTime(List<String> sources) {
        List<Complaint> complaints = new ArrayList<>();
        for (int source = 0; source < sources.size(); source++) {
            complaints.addAll(CompileTime.complaints(name(source), sources.get(source)));
        }
        return complaints;
    }

    private static Build notCompiled(List<Complaint> complaints) {
        return new Build(
                () -> {
                    throw new IllegalStateException("these rules did not compile");
                },
                List.copyOf(complaints));
    }

    /** Containers copy the classes of their module when they are made, so none has been loaded before. */
    private void passClasses(InternalKieModule module, ClassPass last, Consumer<Complaint> complaints) {
        MemoryFileSystem files =
                ((MemoryKieModule) ((CanonicalKieModule) module).getInternalKieModule()).getMemoryFileSystem();
        for (String path : new TreeSet<>(module.getFileNames())) {
            if (path.endsWith(".class")) {
                byte[] made = module.getBytes(path);
                byte[] passed = made;
                for (ClassPass pass : passes) {
                    passed = pass.apply(path, passed, complaints);
                }
                passed = last.apply(path, passed, complaints);
                if (passed != made) {
                    files.write(path, passed, true);
                }
            }
        }
    }

    private KieBaseConfiguration configuration() {
        KieBaseConfiguration configuration = services.newKieBaseConfiguration();
        configuration.setOption(EventProcessingOption.STREAM);
        configuration.setOption(ConsequenceExceptionHandlerOption.get(ProposalsLost.class));
        return configuration;
    }

    private static String name(int source) {
        return String.format(Locale.ROOT, "rules-%05d.drl", source);
    }
}

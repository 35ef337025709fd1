package dev.opportune.authoring.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.kie.api.KieServices;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/** The classes of a rule that passes, with something done to them that no compiler would make of a rule. */
class BytecodeFenceTest {
    private static final String ACTION = "/LambdaConsequence";
    private static final String MODEL = "RuleMethods0";
    private static final Map<String, byte[]> CLASSES = classes();

    private static Map<String, byte[]> classes() {
        Map<String, byte[]> classes = new TreeMap<>();
        new RulesetCompiler(KieServices.get(), EnumSet.noneOf(Fence.class), List.of((path, classFile, complaints) -> {
                    classes.put(path, classFile);
                    return classFile;
                }))
                .build(List.of("package rules.one\nimport dev.opportune.facts.*\n"
                        + "global dev.opportune.facts.Decide decide\nrule \"One\"\nwhen\n    $t : Trigger( key == \"x\" )\n"
                        + "then\n    decide.end($t, \"over\");\nend\n"));
        return classes;
    }

    @Test
    void classesAsMade_pass() {
        CLASSES.forEach(
                (path, classFile) -> assertThat(said(path, classFile)).as(path).isEmpty());
    }

    @Test
    void classOfAnotherName_isRefused() {
        assertThat(tampered(ACTION, action -> action.name = "rules/one/Mine")).contains("making a class (Mine)");
    }

    @Test
    void classInAReservedPackage_isRefused() {
        assertThat(tampered(ACTION, action -> action.name = action.name.replace("rules/one", "org/drools")))
                .anyMatch(said -> said.startsWith("making a class"));
    }

    @Test
    void classUnderAnothersPath_isRefused() {
        byte[] model = CLASSES.get(path(MODEL));
        assertThat(said(path(ACTION), model)).contains("a class under another name");
    }

    @Test
    void methodOfOnesOwn_isRefused() {
        assertThat(tampered(ACTION, action -> action.methods.add(returning("more", Opcodes.ACC_PUBLIC))))
                .containsExactly("a class, a method or a field of one's own");
    }

    @Test
    void methodThatPassesForTheEngines_isRefused() {
        assertThat(tampered(ACTION, action -> action.methods.add(returning("bridge", Opcodes.ACC_SYNTHETIC))))
                .containsExactly("a class, a method or a field of one's own");
    }

    @Test
    void secondBody_isRefused() {
        assertThat(tampered(ACTION, action -> action.methods.add(returning("apply", Opcodes.ACC_PUBLIC))))
                .contains("a class, a method or a field of one's own");
    }

    @Test
    void initialiserWithMoreInIt_isRefused() {
        assertThat(tampered(
                        ACTION,
                        action -> method(action, "<clinit>").instructions.insert(new InsnNode(Opcodes.NOP))))
                .containsExactly("a class, a method or a field of one's own");
    }

    @Test
    void fieldOfOnesOwn_isRefused() {
        assertThat(tampered(
                        ACTION,
                        action -> action.fields.add(new FieldNode(Opcodes.ACC_STATIC, "mine", "I", null, null))))
                .containsExactly("a class, a method or a field of one's own");
    }

    @Test
    void otherSuperclass_isRefused() {
        assertThat(tampered(ACTION, action -> action.superName = "java/lang/Thread"))
                .containsExactly("a class, a method or a field of one's own");
    }

    @Test
    void loop_isRefusedInWhateverClass() {
        for (String kind : List.of(ACTION, MODEL)) {
            assertThat(inBody(kind, body -> {
                        LabelNode start = new LabelNode(new Label());
                        body.instructions.insert(start);
                        body.instructions.add(new JumpInsnNode(Opcodes.GOTO, start));
                    }))
                    .as(kind)
                    .containsExactly("a loop");
        }
    }

    @Test
    void handler_isRefused() {
        assertThat(inBody(ACTION, body -> {
                    LabelNode from = new LabelNode(new Label());
                    LabelNode to = new LabelNode(new Label());
                    body.instructions.insert(from);
                    body.instructions.add(to);
                    body.tryCatchBlocks.add(new TryCatchBlockNode(from, to, to, null));
                }))
                .containsExactly("try or synchronized");
    }

    @Test
    void synchronizedMethod_isRefused() {
        assertThat(inBody(ACTION, body -> body.access |= Opcodes.ACC_SYNCHRONIZED))
                .containsExactly("a native or synchronized method");
    }

    @Test
    void constantsThatAreCode_areRefusedInWhateverClass() {
        Handle exit = new Handle(Opcodes.H_INVOKESTATIC, "java/lang/System", "exit", "(I)V", false);
        Handle maker = new Handle(Opcodes.H_INVOKESTATIC, "mine/Maker", "make", "()V", false);
        for (String kind : List.of(ACTION, MODEL)) {
            for (Object constant :
                    List.of(exit, Type.getObjectType("java/lang/Runtime"), new ConstantDynamic("x", "I", maker))) {
                assertThat(inBody(kind, body -> body.instructions.insert(new LdcInsnNode(constant))))
                        .as("%s in %s", constant, kind)
                        .hasSize(1)
                        .allMatch(said -> said.startsWith("naming "));
            }
        }
    }

    @Test
    void call_isRefusedInWhateverClass() {
        for (String kind : List.of(ACTION, MODEL)) {
            assertThat(inBody(
                            kind,
                            body -> body.instructions.insert(
                                    new MethodInsnNode(Opcodes.INVOKESTATIC, "java/lang/System", "exit", "(I)V"))))
                    .as(kind)
                    .containsExactly("calling System.exit");
        }
    }

    private static List<String> tampered(String kind, Consumer<ClassNode> tampering) {
        ClassNode node = new ClassNode();
        new ClassReader(CLASSES.get(path(kind))).accept(node, 0);
        tampering.accept(node);
        ClassWriter writer = new ClassWriter(0);
        node.accept(writer);
        return said(node.name + ".class", writer.toByteArray());
    }

    private static List<String> inBody(String kind, Consumer<MethodNode> tampering) {
        return tampered(kind, node -> tampering.accept(method(node, kind.equals(ACTION) ? "execute" : "rule_One")));
    }

    private static List<String> said(String path, byte[] classFile) {
        List<String> said = new ArrayList<>();
        new BytecodeFence(new AllowList())
                .apply(path, classFile, complaint -> said.add(complaint.text().replace(" is not allowed", "")));
        return said;
    }

    private static String path(String kind) {
        return CLASSES.keySet().stream()
                .filter(path -> path.contains(kind))
                .findFirst()
                .orElseThrow();
    }

    private static MethodNode method(ClassNode node, String name) {
        return node.methods.stream()
                .filter(method -> method.name.equals(name) && (method.access & Opcodes.ACC_SYNTHETIC) == 0)
                .findFirst()
                .orElseThrow();
    }

    private static MethodNode returning(String name, int access) {
        MethodNode method = new MethodNode(access, name, "()V", null, null);
        method.instructions.add(new InsnNode(Opcodes.RETURN));
        method.maxLocals = 1;
        return method;
    }
}

package dev.opportune.authoring.compiler;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;

/**
 * What the engine puts around the one method of a lambda that an author wrote the body of: an enum with a single constant.
 * All of it is compared instruction by instruction, so that nothing an author wrote can be taken for it.
 */
final class LambdaShell {
    private static final String FUNCTIONS = "org/drools/model/functions/";
    private static final String INFORMATION = FUNCTIONS + "PredicateInformation.";
    private static final Set<String> FIELDS = Set.of("INSTANCE", "EXPRESSION_HASH", "ENUM$VALUES");
    private static final Set<String> BODIES = Set.of("test", "apply", "execute");

    /** Each instruction as its number, with what it names; the class itself is written as this. */
    private static final Map<String, String> METHODS = Map.of(
            "<clinit>()V",
            instructions(
                    Opcodes.NEW + "this",
                    "" + Opcodes.DUP,
                    "" + Opcodes.LDC,
                    "" + Opcodes.ICONST_0,
                    Opcodes.INVOKESPECIAL + "this.<init>",
                    Opcodes.PUTSTATIC + "this.INSTANCE",
                    "" + Opcodes.ICONST_1,
                    Opcodes.ANEWARRAY + "this",
                    "" + Opcodes.DUP,
                    "" + Opcodes.ICONST_0,
                    Opcodes.GETSTATIC + "this.INSTANCE",
                    "" + Opcodes.AASTORE,
                    Opcodes.PUTSTATIC + "this.ENUM$VALUES",
                    "" + Opcodes.RETURN),
            "<init>(Ljava/lang/String;I)V",
            instructions(
                    "" + Opcodes.ALOAD,
                    "" + Opcodes.ALOAD,
                    "" + Opcodes.ILOAD,
                    Opcodes.INVOKESPECIAL + "java/lang/Enum.<init>",
                    "" + Opcodes.RETURN),
            "getExpressionHash()Ljava/lang/String;",
            instructions("" + Opcodes.LDC, "" + Opcodes.ARETURN),
            "values()[Lthis;",
            instructions(
                    Opcodes.GETSTATIC + "this.ENUM$VALUES",
                    "" + Opcodes.DUP,
                    "" + Opcodes.ASTORE,
                    "" + Opcodes.ICONST_0,
                    "" + Opcodes.ALOAD,
                    "" + Opcodes.ARRAYLENGTH,
                    "" + Opcodes.DUP,
                    "" + Opcodes.ISTORE,
                    Opcodes.ANEWARRAY + "this",
                    "" + Opcodes.DUP,
                    "" + Opcodes.ASTORE,
                    "" + Opcodes.ICONST_0,
                    "" + Opcodes.ILOAD,
                    Opcodes.INVOKESTATIC + "java/lang/System.arraycopy",
                    "" + Opcodes.ALOAD,
                    "" + Opcodes.ARETURN),
            "valueOf(Ljava/lang/String;)Lthis;",
            instructions(
                    "" + Opcodes.LDC,
                    "" + Opcodes.ALOAD,
                    Opcodes.INVOKESTATIC + "java/lang/Enum.valueOf",
                    Opcodes.CHECKCAST + "this",
                    "" + Opcodes.ARETURN));

    /** How a predicate says what it is made of: texts in arrays, and two calls. */
    private static final Set<String> INFORMING = Set.of(
            Opcodes.NEW + FUNCTIONS + "PredicateInformation",
            Opcodes.ANEWARRAY + "java/lang/String",
            Opcodes.INVOKESPECIAL + INFORMATION + "<init>",
            Opcodes.INVOKEVIRTUAL + INFORMATION + "addRuleNames",
            Opcodes.INVOKEVIRTUAL + INFORMATION + "setMoreThanMaxRuleDefs",
            "" + Opcodes.DUP,
            "" + Opcodes.LDC,
            "" + Opcodes.ASTORE,
            "" + Opcodes.ALOAD,
            "" + Opcodes.AASTORE,
            "" + Opcodes.ARETURN,
            "" + Opcodes.BIPUSH,
            "" + Opcodes.SIPUSH,
            "" + Opcodes.ICONST_0,
            "" + Opcodes.ICONST_1,
            "" + Opcodes.ICONST_2,
            "" + Opcodes.ICONST_3,
            "" + Opcodes.ICONST_4,
            "" + Opcodes.ICONST_5);

    private final ClassNode lambda;

    LambdaShell(ClassNode lambda) {
        this.lambda = lambda;
    }

    private static String instructions(String... each) {
        return String.join(" ", each);
    }

    /** Whether all but the bodies is exactly as the engine makes it, and there is one body. */
    boolean isIntact() {
        return "java/lang/Enum".equals(lambda.superName)
                && lambda.interfaces.stream().allMatch(one -> one.startsWith(FUNCTIONS))
                && lambda.fields.stream().allMatch(field -> FIELDS.contains(field.name))
                && lambda.nestMembers == null
                && lambda.innerClasses.stream().noneMatch(inner -> inner.name.startsWith(lambda.name))
                && bodies().size() == 1
                && lambda.methods.stream().allMatch(method -> isBody(method) || isAsMade(method));
    }

    /** The method that the author wrote. */
    List<MethodNode> bodies() {
        return lambda.methods.stream().filter(LambdaShell::isBody).toList();
    }

    private static boolean isBody(MethodNode method) {
        return BODIES.contains(method.name) && !isSynthetic(method);
    }

    private static boolean isSynthetic(MethodNode method) {
        return (method.access & Opcodes.ACC_SYNTHETIC) != 0;
    }

    private boolean isAsMade(MethodNode method) {
        if (method.name.equals("predicateInformation")) {
            return instructions(method).stream().allMatch(INFORMING::contains);
        }
        if (isSynthetic(method)) {
            return isBridge(method);
        }
        String key = (method.name + method.desc).replace("L" + lambda.name + ";", "Lthis;");
        return String.join(" ", instructions(method)).equals(METHODS.get(key));
    }

    /** The method that the engine calls, which casts what it is given and calls the body. */
    private boolean isBridge(MethodNode method) {
        List<String> instructions = instructions(method);
        Set<String> allowed = Set.of(
                "" + Opcodes.ALOAD,
                Opcodes.INVOKEVIRTUAL + "this." + method.name,
                "" + Opcodes.RETURN,
                "" + Opcodes.IRETURN,
                "" + Opcodes.ARETURN);
        return BODIES.contains(method.name)
                && instructions.stream()
                        .allMatch(one -> allowed.contains(one) || one.startsWith(Opcodes.CHECKCAST + ""));
    }

    private List<String> instructions(MethodNode method) {
        return StreamSupport.stream(method.instructions.spliterator(), false)
                .filter(instruction -> instruction.getOpcode() >= 0)
                .map(this::written)
                .collect(Collectors.toList());
    }

    private String written(AbstractInsnNode instruction) {
        String named = "";
        if (instruction instanceof TypeInsnNode type) {
            named = itself(type.desc);
        } else if (instruction instanceof MethodInsnNode call) {
            named = itself(call.owner) + "." + call.name;
        } else if (instruction instanceof FieldInsnNode field) {
            named = itself(field.owner) + "." + field.name;
        }
        return instruction.getOpcode() + named;
    }

    private String itself(String type) {
        return type.equals(lambda.name) ? "this" : type;
    }
}

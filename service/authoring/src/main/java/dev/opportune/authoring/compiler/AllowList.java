package dev.opportune.authoring.compiler;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.opportune.authoring.drl.FactTypes;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.objectweb.asm.Type;

/**
 * Which classes and members compiled rules may name. What is in allowed.txt is the same for every rule; what the facts
 * offer is found out from the facts. Classes are named as in class files, with '/'.
 */
public final class AllowList {
    private static final String FILE = "allowed.txt";

    /** The engine has a class of its own for each number of variables. */
    private static final Pattern NUMBER = Pattern.compile("_\\d+$");

    /** Who names a member. */
    public enum By {
        /** What an author wrote: the body of a condition or of an action. */
        AUTHOR,
        /** What the engine adds to each rule. */
        ENGINE
    }

    /** Packages of ours and of what we run on: rules in there could see what is private to them. */
    private static final Set<String> RESERVED = Set.of("dev", "java", "javax", "jakarta", "org", "com", "sun", "jdk");

    private static final Set<String> OF_ANY_OBJECT = Set.of("equals", "hashCode", "toString");

    private final Map<By, Map<String, Set<String>>> members = new HashMap<>();
    /** Types that the values of rules can have. */
    private final Set<String> values = new HashSet<>();
    /** Classes, and packages with their '/', that can be found by their name at all. */
    private final Set<String> visible = new HashSet<>();

    public AllowList() {
        read();
        FactTypes.classes().forEach(this::addFact);
    }

    /** Whether a package starts with a name that is not for rules. */
    public static boolean isReserved(String first) {
        return RESERVED.contains(first);
    }

    private void read() {
        try (InputStream file = Objects.requireNonNull(AllowList.class.getResourceAsStream(FILE), FILE);
                BufferedReader lines = new BufferedReader(new InputStreamReader(file, UTF_8))) {
            String section = "";
            for (String line : lines.lines().toList()) {
                String text = line.replaceFirst("#.*", "").strip();
                if (text.startsWith("[")) {
                    section = text;
                } else if (!text.isEmpty()) {
                    add(section, text);
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void add(String section, String text) {
        String[] parts = text.split(":", 2);
        String owner = parts[0].strip();
        switch (section) {
            case "[values]" -> values.add(owner);
            case "[visible]" -> {}
            case "[author]" -> addMembers(By.AUTHOR, owner, parts[1]);
            case "[engine]" -> addMembers(By.ENGINE, owner, parts[1]);
            default -> throw new IllegalStateException("no section " + section + " is known");
        }
        visible.add(owner);
    }

    private void addMembers(By who, String owner, String names) {
        members.computeIfAbsent(who, one -> new HashMap<>())
                .computeIfAbsent(owner, one -> new HashSet<>())
                .addAll(List.of(names.strip().split("\\s+")));
    }

    /** Of a fact pass the methods that deal in facts and values only. */
    private void addFact(Class<?> fact) {
        String owner = Type.getInternalName(fact);
        values.add(owner);
        visible.add(owner);
        for (Method method : fact.getMethods()) {
            if (method.getDeclaringClass().getPackageName().equals(FactTypes.PACKAGE)
                    && !OF_ANY_OBJECT.contains(method.getName())
                    && !Modifier.isStatic(method.getModifiers())
                    && Stream.concat(Stream.of(method.getReturnType()), Stream.of(method.getParameterTypes()))
                            .allMatch(this::isPlain)) {
                addMembers(By.AUTHOR, owner, method.getName() + Type.getMethodDescriptor(method));
            }
        }
    }

    private boolean isPlain(Class<?> type) {
        return type.isPrimitive()
                || FactTypes.PACKAGE.equals(type.getPackageName())
                || values.contains(Type.getInternalName(type));
    }

    /** Whether the name of a class can be used at all. */
    boolean isVisible(String name) {
        int slash = name.lastIndexOf('/');
        return visible.contains(name) || visible.contains(name.substring(0, slash + 1));
    }

    /** Whether a value of a rule can be of this type. */
    boolean isValue(String type) {
        return values.contains(type);
    }

    /** The names of all members, whatever they are members of. */
    public Set<String> names(By who) {
        return members.getOrDefault(who, Map.of()).values().stream()
                .flatMap(Set::stream)
                .map(name -> name.replaceFirst("\\(.*", ""))
                .collect(Collectors.toSet());
    }

    boolean isAllowed(By who, String owner, String name, String descriptor) {
        Map<String, Set<String>> known = members.getOrDefault(who, Map.of());
        Set<String> names = known.getOrDefault(NUMBER.matcher(owner).replaceFirst("_N"), Set.of());
        return names.contains(name) || names.contains(name + descriptor) || names.contains("*");
    }
}

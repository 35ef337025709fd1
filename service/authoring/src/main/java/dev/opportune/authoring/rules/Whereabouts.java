package dev.opportune.authoring.rules;

import dev.opportune.authoring.Place;
import dev.opportune.authoring.compiler.RulesetCompiler.Complaint;
import dev.opportune.authoring.drl.Descriptors;
import dev.opportune.authoring.drl.DrlFile;
import dev.opportune.authoring.drl.Tokens;
import dev.opportune.authoring.drl.Tokens.Token;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drools.drl.ast.descr.ExprConstraintDescr;
import org.drools.drl.ast.descr.RuleDescr;

/** Finds the place inside a rule that a complaint of the compiler is about. */
final class Whereabouts {
    /** The compiler gives the classes it made in full after what is wrong with them. */
    private static final String SOURCE_PREFIX = "Java source of ";

    private static final Pattern EXPRESSION = Pattern.compile("PredicateInformation\\(\"((?:[^\"\\\\]|\\\\.)*)\"\\)");
    private static final Pattern NAMED = Pattern.compile(
            "Method (\\w+) on|[Ff]ield (\\w+) on|^(?:The method )?(\\S+?)(?:\\(.*)? (?:cannot be resolved|is undefined)"
                    + "|For input string: (.+)$|^The method (\\w+)\\(.*is not applicable"
                    + "|^calling \\S+\\.(\\w+) is");

    private final DrlFile file;
    private final RuleDescr rule;

    Whereabouts(DrlFile file, RuleDescr rule) {
        this.file = file;
        this.rule = rule;
    }

    /** One message for each place, of those that are about a cause and not about what follows from it. */
    Map<Place, Complaint> places(List<Complaint> complaints) {
        Map<Place, Complaint> found = new TreeMap<>();
        for (Complaint complaint : complaints) {
            if (!complaint.text().startsWith(SOURCE_PREFIX) && !complaint.isAboutIndex()) {
                found.putIfAbsent(place(complaint, complaints), complaint);
            }
        }
        if (found.isEmpty()) {
            found.put(file.place(rule), complaints.get(0));
        }
        return found;
    }

    private Place place(Complaint complaint, Collection<Complaint> all) {
        String source = all.stream()
                .map(Complaint::text)
                .filter(text -> text.startsWith(SOURCE_PREFIX + complaint.path()))
                .findFirst()
                .orElse("");
        if (complaint.isAboutConsequence()) {
            return inConsequence(complaint, source);
        }
        return constraint(complaint, source)
                .map(file::place)
                .or(() -> named(complaint.text()).flatMap(this::word))
                .orElseGet(() -> file.place(rule));
    }

    private Optional<ExprConstraintDescr> constraint(Complaint complaint, String source) {
        Matcher made = EXPRESSION.matcher(source);
        Optional<String> expression =
                made.find() ? Optional.of(made.group(1).replace("\\\"", "\"").replace("\\\\", "\\")) : Optional.empty();
        return constraints().stream()
                .filter(constraint -> expression
                        .map(text -> text.equals(constraint.getExpression()))
                        .orElseGet(() -> complaint.text().contains(constraint.getExpression())))
                .findFirst();
    }

    private List<ExprConstraintDescr> constraints() {
        return Descriptors.all(rule)
                .filter(ExprConstraintDescr.class::isInstance)
                .map(ExprConstraintDescr.class::cast)
                .filter(constraint -> constraint.getStartCharacter() >= 0)
                .toList();
    }

    private Place inConsequence(Complaint complaint, String source) {
        String code = String.valueOf(rule.getConsequence());
        int start = file.consequenceStart(rule);
        List<String> lines = source.lines().skip(1).toList();
        if (complaint.line() > 0 && complaint.line() <= lines.size()) {
            int found = code.indexOf(lines.get(complaint.line() - 1).strip());
            if (found >= 0) {
                String line = lines.get(complaint.line() - 1).strip();
                int inLine = named(complaint.text())
                        .flatMap(name -> token(line, name))
                        .map(Token::start)
                        .orElse(0);
                return file.place(start + found + inLine);
            }
        }
        return named(complaint.text())
                .flatMap(name -> token(code, name))
                .map(token -> file.place(start + token.start()))
                .orElseGet(() -> file.place(start));
    }

    private Optional<Place> word(String name) {
        List<Place> places = new ArrayList<>();
        for (ExprConstraintDescr constraint : constraints()) {
            token(constraint.getExpression(), name)
                    .ifPresent(token -> places.add(file.place(constraint.getStartCharacter() + token.start())));
        }
        return places.stream().findFirst();
    }

    private static Optional<Token> token(String code, String name) {
        return Tokens.of(code).stream()
                .filter(token -> token.is(name) || token.is("\"" + name + "\"") || token.is("'" + name + "'"))
                .findFirst();
    }

    /** The name that a message is about. */
    private static Optional<String> named(String message) {
        Matcher matcher = NAMED.matcher(message.lines().findFirst().orElse(""));
        if (!matcher.find()) {
            return Optional.empty();
        }
        for (int group = 1; group <= matcher.groupCount(); group++) {
            if (matcher.group(group) != null) {
                return Optional.of(matcher.group(group).replace("\"", ""));
            }
        }
        return Optional.empty();
    }
}

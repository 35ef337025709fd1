package dev.opportune.app.resources;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.opportune.app.ingest.SingleConsent;
import dev.opportune.app.links.Token;
import dev.opportune.app.links.UnsubscribeLinks;
import dev.opportune.app.service.EngineRoom;
import dev.opportune.kernel.timeline.Consents;
import dev.opportune.kernel.timeline.Event;
import dev.opportune.kernel.timeline.Preference;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Where the links of emails lead: a click on a mail program's own button comes as a POST (RFC 8058) and withdraws the
 * consent; a link that is followed, by a person or by what scans emails, comes as a GET and changes nothing. Needs no key:
 * the link is one.
 */
@Path(UnsubscribeLinks.PATH + "{token}")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.WILDCARD)
@KeepsItsOwnDoor("whoever has got the email has the link in it, and people who unsubscribe have no keys")
public final class UnsubscribeResource {
    private static final int LARGEST_FORM = 8 * 1024;
    private static final Preference WITHDRAWN = new Preference(false, null, "unsubscribe link", null, false);
    /** The form in either of the two types that RFC 8058 allows. */
    private static final Pattern ONE_CLICK = Pattern.compile("(?:^|&)List-Unsubscribe=One-Click(?:&|\\s*$)"
            + "|(?i:content-disposition: *form-data; *name=\"?List-Unsubscribe\"?)[^\\r\\n]*\\r?\\n"
            + "(?:[^\\r\\n]+\\r?\\n)*\\r?\\nOne-Click\\r?\\n");

    private final EngineRoom engine;
    private final UnsubscribeLinks links;
    private final SingleConsent consents;

    UnsubscribeResource(EngineRoom engine, UnsubscribeLinks links, SingleConsent consents) {
        this.engine = engine;
        this.links = links;
        this.consents = consents;
    }

    @GET
    public Response look(@PathParam("token") String token) {
        return following(
                token,
                named -> isOver(named)
                        ? UnsubscribePage.done(named.purpose())
                        : UnsubscribePage.question(named.purpose()));
    }

    @POST
    public Response unsubscribe(@PathParam("token") String token, InputStream body) {
        String form = new String(Bodies.read(body, LARGEST_FORM, "body_too_large"), UTF_8);
        return following(token, named -> {
            if (!ONE_CLICK.matcher(form).find()) {
                return UnsubscribePage.notAsked();
            }
            if (!isOver(named)) {
                Waiting.on(engine.ingest(consents.incoming(
                        WITHDRAWN, named.profileId(), named.purpose(), Event.OWN_SOURCE, engine.now())));
            }
            return UnsubscribePage.done(named.purpose());
        });
    }

    private Response following(String token, Function<Token, Response> go) {
        Optional<Token> named = links.open(token);
        return named.map(go).orElseGet(UnsubscribePage::unknownLink);
    }

    /** Also of somebody of whom nothing is kept any more: they must not become known again by leaving. */
    private boolean isOver(Token named) {
        return engine.store()
                .state(engine.store().survivor(named.profileId()))
                .map(state -> state.traits().consents().of(named.purpose()) == Consents.Status.WITHDRAWN)
                .orElse(true);
    }
}

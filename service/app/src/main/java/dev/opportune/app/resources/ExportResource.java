package dev.opportune.app.resources;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.opportune.app.api.ExportJson;
import dev.opportune.app.api.Json;
import dev.opportune.app.api.TimelineCsv;
import dev.opportune.app.auth.Scope;
import dev.opportune.app.service.EngineRoom;
import dev.opportune.app.service.Held;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Set;

/** All that is kept of one person, for whoever has to tell them. */
@Path("/v1/profiles/{id}/export")
@Needs(Scope.ADMIN)
public final class ExportResource {
    private static final Set<String> PARAMETERS = Set.of("format");
    private static final MediaType CSV = new MediaType("text", "csv");

    private enum Format {
        JSON,
        CSV
    }

    private final EngineRoom engine;
    private final ExportJson export;
    private final TimelineCsv table = new TimelineCsv(new Json());
    private final Replies replies;

    ExportResource(EngineRoom engine, ExportJson export, Replies replies) {
        this.engine = engine;
        this.export = export;
        this.replies = replies;
    }

    /** Everything as JSON, or the timeline alone as CSV: as {@code format} says, or else as the Accept header does. */
    @GET
    public Response all(@PathParam("id") String id, @Context UriInfo uri, @Context HttpHeaders headers) {
        Format asked = new Queries(uri, PARAMETERS).choice("format", Format.class);
        Held held = Held.in(engine.store(), id).orElseThrow(() -> new ProblemException(ProfilesResource.unknown(id)));
        boolean csv = asked == null ? prefersCsv(headers) : asked == Format.CSV;
        return csv ? csv(held) : replies.ok(export.fields(held, engine.now()));
    }

    private static boolean prefersCsv(HttpHeaders headers) {
        return headers.getAcceptableMediaTypes().stream()
                .findFirst()
                .filter(first -> !first.isWildcardType() && first.isCompatible(CSV))
                .isPresent();
    }

    private Response csv(Held held) {
        return Response.ok(table.write(export.lines(held)).getBytes(UTF_8), "text/csv;charset=utf-8;header=present")
                .header("Content-Disposition", "attachment; filename=\"timeline.csv\"")
                .build();
    }
}

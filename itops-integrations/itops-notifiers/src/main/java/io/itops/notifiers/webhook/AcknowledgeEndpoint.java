package io.itops.notifiers.webhook;

import io.itops.core.AccessDeniedException;
import io.itops.core.Actor;
import io.itops.core.ClosedException;
import io.itops.core.ConflictException;
import io.itops.core.FormatException;
import io.itops.core.InvalidInputException;
import io.itops.core.NotFoundException;
import io.itops.core.Ref;
import io.itops.core.RefusedException;
import io.itops.core.Require;
import io.itops.core.StoreException;
import io.itops.core.record.CanonicalJson;
import io.itops.core.record.Codec;
import io.itops.core.record.Shape;
import io.itops.core.record.Tree;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Takes acknowledgements in over HTTP. A request is a POST signed by the Standard Webhooks specification whose body names what is
 * acknowledged, the version that was seen, and who acknowledges:
 *
 * <pre>{@code {"by":"bob","subject":"incident/0a1b2c","version":3}}</pre>
 *
 * <p>Replies: 200 done; 400 not such a body; 401 not signed, forged or untimely; 403 not allowed; 404 no such thing; 405 not a POST; 409
 * the version is stale, or the state does not allow it; 413 too long; 503 the store failed, the instance was
 * closed, or the same message is being handled, or too many are: try again after {@code Retry-After}. The repeat of a message (same id)
 * that was done is answered with 200 and changes nothing; one that failed may come again.
 *
 * <p>Thread-safe if the given Acknowledger is.
 *
 * @since 0.1
 */
public final class AcknowledgeEndpoint {
    /** The greatest length of a body in bytes. */
    public static final int MAX_BODY = 8 * 1024;

    private static final int RETRY_AFTER_SECONDS = 2;

    private record Acknowledgement(Ref subject, long version, String by) {
        static final Shape<Acknowledgement> SHAPE = Shape.of("acknowledgement", s -> {
            var subject = s.field("subject", Ref.CODEC, Acknowledgement::subject);
            var version = s.field("version", Codec.LONG, Acknowledgement::version);
            var by = s.field("by", Codec.TEXT, Acknowledgement::by);
            return row -> new Acknowledgement(row.get(subject), row.get(version), row.get(by));
        });

        Acknowledgement {
            Require.that(version >= 1, "version", "be at least 1", version);
            Require.id("by", by);
        }
    }

    private final WebhookVerifier verifier;
    private final Acknowledger acknowledger;

    /**
     * An endpoint.
     *
     * @param verifier checks the signature
     * @param acknowledger does what is asked
     */
    public AcknowledgeEndpoint(WebhookVerifier verifier, Acknowledger acknowledger) {
        this.verifier = Require.present("verifier", verifier);
        this.acknowledger = Require.present("acknowledger", acknowledger);
    }

    /**
     * The body of a request, for those who send acknowledgements.
     *
     * @param subject what is acknowledged
     * @param seenVersion the version that was seen
     * @param by who acknowledges
     * @return the bytes to sign and to post
     */
    public static byte[] body(Ref subject, long seenVersion, String by) {
        Require.present("subject", subject);
        Require.id("by", by);
        return CanonicalJson.write(Acknowledgement.SHAPE.write(new Acknowledgement(subject, seenVersion, by)))
                .getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Handles one request.
     *
     * @param request the request
     * @return what to answer
     */
    public InboundReply handle(InboundRequest request) {
        if (!request.method().equals("POST")) {
            return reply(405, "only POST is taken");
        }
        if (request.body().length > MAX_BODY) {
            return reply(413, "the body is longer than " + MAX_BODY + " bytes");
        }
        return switch (verifier.begin(request.headers(), request.body())) {
            case REFUSED -> reply(401, "not signed by a known secret, or not timely");
            case DONE_BEFORE -> reply(200, "taken before");
            case UNDER_WAY -> later("the same message is being handled; send it again");
            case TOO_MANY -> later("too many messages are being handled; send it again");
            case BEGUN -> once(request);
        };
    }

    /** Remembers a message only once it was carried out, so that the repeat of one that failed is not taken for done. */
    private InboundReply once(InboundRequest request) {
        boolean done = false;
        try {
            InboundReply reply = acknowledge(request);
            done = reply.status() == 200;
            return reply;
        } finally {
            verifier.end(request.headers(), done);
        }
    }

    private InboundReply acknowledge(InboundRequest request) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(request.body()))
                    .toString();
            Acknowledgement asked = Acknowledgement.SHAPE.read(CanonicalJson.read(text));
            acknowledger.acknowledge(asked.subject(), asked.version(), Actor.user(asked.by()));
            return reply(200, "acknowledged");
        } catch (CharacterCodingException e) {
            return reply(400, "the body is not UTF-8");
        } catch (FormatException | InvalidInputException e) {
            return reply(400, String.valueOf(e.getMessage()));
        } catch (AccessDeniedException e) {
            return reply(403, String.valueOf(e.getMessage()));
        } catch (NotFoundException e) {
            return reply(404, String.valueOf(e.getMessage()));
        } catch (ConflictException | RefusedException e) {
            return reply(409, String.valueOf(e.getMessage()));
        } catch (ClosedException e) {
            return later("the program is being closed; send the message again");
        } catch (StoreException e) {
            return later("the store failed; send the message again");
        }
    }

    private static InboundReply reply(int status, String what) {
        return new InboundReply(status, message(what));
    }

    private static InboundReply later(String what) {
        return new InboundReply(503, message(what), Map.of("Retry-After", Integer.toString(RETRY_AFTER_SECONDS)));
    }

    private static String message(String what) {
        return CanonicalJson.write(Tree.Obj.of(Map.of("message", new Tree.Text(what))));
    }
}

package io.itops.testkit.contract;

import io.itops.core.delivery.Delivery;
import io.itops.core.delivery.DeliveryResult;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** Faults that a notifier might have, each planted into a sound one, with the rule at which the contract must find it. */
enum NotifierFault {
    TRIES_AGAIN_BY_ITSELF("s01", receiver -> new WireNotifier(receiver) {
        @Override
        public DeliveryResult send(Delivery delivery) {
            DeliveryResult first = super.send(delivery);
            return first.detail().equals("failed") ? super.send(delivery) : first;
        }
    }),
    AN_ID_FOR_EACH_ATTEMPT("s01", receiver -> new WireNotifier(receiver) {
        @Override
        List<String> headers(Delivery delivery) {
            return List.of(
                    "Delivery-Id: " + delivery.id() + (delivery.attempt() > 1 ? "-" + delivery.attempt() : ""),
                    "Authorization: " + TOKEN);
        }
    }),
    SENT_IS_OK("s02", receiver -> new WireNotifier(receiver) {
        @Override
        DeliveryResult classify(WireReceiver.Reply reply) {
            return reply.code() == 400 ? DeliveryResult.ok("answered") : super.classify(reply);
        }
    }),
    NO_ANSWER_IS_OK("s02", receiver -> new WireNotifier(receiver) {
        @Override
        WireReceiver.Reply await(CompletableFuture<WireReceiver.Reply> reply, Duration limit)
                throws InterruptedException, ExecutionException, TimeoutException {
            try {
                return super.await(reply, limit);
            } catch (TimeoutException e) {
                return new WireReceiver.Reply(202, "presumably");
            }
        }
    }),
    A_REFUSAL_IS_TRIED_AGAIN("s03", receiver -> new WireNotifier(receiver) {
        @Override
        DeliveryResult classify(WireReceiver.Reply reply) {
            return reply.code() == 400 ? DeliveryResult.retry("refused") : super.classify(reply);
        }
    }),
    A_FAILURE_IS_PERMANENT("s03", receiver -> new WireNotifier(receiver) {
        @Override
        DeliveryResult classify(WireReceiver.Reply reply) {
            return reply.code() == 500 ? DeliveryResult.permanent("failed") : super.classify(reply);
        }
    }),
    SURE_THAT_NOTHING_ARRIVED("s03", receiver -> new WireNotifier(receiver) {
        @Override
        DeliveryResult closed() {
            return DeliveryResult.refused("closed");
        }
    }),
    THE_PAUSE_IS_IGNORED("s04", receiver -> new WireNotifier(receiver) {
        @Override
        DeliveryResult classify(WireReceiver.Reply reply) {
            return reply.code() == 429 ? DeliveryResult.retry("asked for a pause") : super.classify(reply);
        }
    }),
    THE_PAUSE_IS_IN_MILLISECONDS("s04", receiver -> new WireNotifier(receiver) {
        @Override
        DeliveryResult classify(WireReceiver.Reply reply) {
            return reply.code() == 429
                    ? DeliveryResult.retryAfter(Duration.ofMillis(Long.parseLong(reply.text())), "pause")
                    : super.classify(reply);
        }
    }),
    GONE_IS_ONLY_PERMANENT("s05", receiver -> new WireNotifier(receiver) {
        @Override
        DeliveryResult classify(WireReceiver.Reply reply) {
            return reply.code() == 410 ? DeliveryResult.permanent("gone") : super.classify(reply);
        }
    }),
    WAITS_BEYOND_ITS_LIMIT("s06", receiver -> new WireNotifier(receiver) {
        @Override
        WireReceiver.Reply await(CompletableFuture<WireReceiver.Reply> reply, Duration limit)
                throws InterruptedException, ExecutionException, TimeoutException {
            return reply.get(limit.toMillis() + 500, TimeUnit.MILLISECONDS);
        }
    }),
    THROWS_ON_AN_UNKNOWN_ADDRESS("s07", receiver -> new WireNotifier(receiver) {
        @Override
        DeliveryResult unknown(Delivery delivery) {
            throw new IllegalArgumentException("no such address");
        }
    }),
    TRIES_AN_UNKNOWN_ADDRESS_AGAIN("s07", receiver -> new WireNotifier(receiver) {
        @Override
        DeliveryResult unknown(Delivery delivery) {
            return DeliveryResult.retry("no such address");
        }
    }),
    THE_TITLE_IS_A_HEADER("s08", receiver -> new WireNotifier(receiver) {
        @Override
        List<String> headers(Delivery delivery) {
            return List.of(
                    "Delivery-Id: " + delivery.id(),
                    "Authorization: " + TOKEN,
                    "Title: " + delivery.notification().title());
        }
    }),
    LINES_ARE_NOT_ESCAPED("s08", receiver -> new WireNotifier(receiver) {
        @Override
        String escape(String value) {
            return super.escape(value).replace("\\n", "\n");
        }
    }),
    MENTIONS_GO_THROUGH("s08", receiver -> new WireNotifier(receiver) {
        @Override
        String escape(String value) {
            return super.escape(value).replace("\\@", "@");
        }
    }),
    MARKUP_IS_DROPPED("s08", receiver -> new WireNotifier(receiver) {
        @Override
        String escape(String value) {
            return super.escape(value.replaceAll("<[^>]*>", ""));
        }
    }),
    TOO_LARGE_IS_REFUSED("s09", receiver -> new WireNotifier(receiver) {
        @Override
        String shorten(String content, int most) {
            return content;
        }
    }),
    THE_ANSWER_IS_QUOTED("s10", receiver -> new WireNotifier(receiver) {
        @Override
        DeliveryResult classify(WireReceiver.Reply reply) {
            return reply.code() == 400 ? DeliveryResult.permanent(reply.text()) : super.classify(reply);
        }
    }),
    IT_PRINTS_ITS_TOKEN("s10", receiver -> new WireNotifier(receiver) {
        @Override
        public String toString() {
            return "wire notifier with " + TOKEN;
        }
    }),
    THE_FRAME_IS_LOGGED("s10", receiver -> new WireNotifier(receiver) {
        @Override
        void log(String line, String frame) {
            logged(frame);
        }
    }),
    AN_EXCEPTION_HOLDS_THE_TOKEN("s10", receiver -> new WireNotifier(receiver) {
        @Override
        DeliveryResult unknown(Delivery delivery) {
            throw new IllegalArgumentException("not found with " + TOKEN);
        }
    }),
    WAITS_ON_WHEN_INTERRUPTED("s11", receiver -> new WireNotifier(receiver) {
        @Override
        WireReceiver.Reply await(CompletableFuture<WireReceiver.Reply> reply, Duration limit)
                throws InterruptedException, ExecutionException, TimeoutException {
            try {
                return super.await(reply, limit);
            } catch (InterruptedException e) {
                return super.await(reply, limit);
            }
        }
    });

    final String rule;
    private final Function<WireReceiver, WireNotifier> maker;

    NotifierFault(String rule, Function<WireReceiver, WireNotifier> maker) {
        this.rule = rule;
        this.maker = maker;
    }

    NotifierHarness harness() {
        return new WireHarness(maker);
    }
}

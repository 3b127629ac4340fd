package dev.twinstack.api.sdk;

import com.huaweicloud.sdk.core.HcClient;
import com.huaweicloud.sdk.core.HttpListener;
import com.huaweicloud.sdk.core.http.HttpRequestDef;
import java.time.Duration;

/** The core of an SDK's client, which notes each operation that was answered, and checks the answer. */
final class NotedCore extends HcClient {
    private final String test;
    private final Calls calls;
    private String body = "";

    NotedCore(HcClient built, String test, Calls calls) {
        super(built.getHttpConfig());
        this.test = test;
        this.calls = calls;
        getHttpConfig()
                .addHttpListener(HttpListener.forResponseListener(
                        response -> body = response.body().orElse("")));
        withEndpoints(built.getEndpoints());
        withCredential(built.getCredential());
    }

    /** All synchronous calls come through here. Refusals are thrown, so what is noted was answered and could be read. */
    @Override
    public <R, S> S syncInvokeHttp(R request, HttpRequestDef<R, S> operation) {
        long start = System.nanoTime();
        S answer = super.syncInvokeHttp(request, operation);
        Typed.holds(body, answer);
        calls.note(operation, test, Duration.ofNanos(System.nanoTime() - start));
        return answer;
    }
}

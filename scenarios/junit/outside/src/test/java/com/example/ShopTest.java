package com.example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.huaweicloud.sdk.vpc.v2.VpcClient;
import com.huaweicloud.sdk.vpc.v2.model.CreateVpcOption;
import com.huaweicloud.sdk.vpc.v2.model.CreateVpcRequest;
import com.huaweicloud.sdk.vpc.v2.model.CreateVpcRequestBody;
import com.huaweicloud.sdk.vpc.v2.model.ListVpcsRequest;
import dev.twinstack.scenarios.junit.TwinProject;
import dev.twinstack.scenarios.junit.TwinstackTest;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

@TwinstackTest
class ShopTest {
    @RepeatedTest(2)
    void makesItsVpcInAnEmptyProject(VpcClient vpcs, TwinProject twin) {
        vpcs.createVpc(new CreateVpcRequest()
                .withBody(new CreateVpcRequestBody()
                        .withVpc(new CreateVpcOption().withName("shop").withCidr("192.168.0.0/16"))));
        assertEquals(1, vpcs.listVpcs(new ListVpcsRequest()).getVpcs().size());
    }

    /** The address may be another project's EIP: what becomes of it there, this project does not see. */
    @Test
    void nothingIsThereYet(TwinProject twin) {
        var trace = twin.trace("internet", "198.18.0.1", "tcp/443");
        assertEquals("undetermined", trace.path("verdict").asText());
        assertEquals("NEXT_HOP_NOT_EMULATED", trace.path("disposition").asText());
    }
}

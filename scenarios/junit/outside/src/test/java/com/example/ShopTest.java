package com.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

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

    /** Whose address that is the project cannot see, so nobody can say that it is reached. */
    @Test
    void nothingIsThereYet(TwinProject twin) {
        assertThrows(AssertionError.class, () -> twin.assertReachable("internet", "198.18.0.1", "tcp/443"));
    }
}

package dev.twinstack.api.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.huaweicloud.sdk.ecs.v2.EcsClient;
import com.huaweicloud.sdk.ecs.v2.model.AttachServerVolumeOption;
import com.huaweicloud.sdk.ecs.v2.model.AttachServerVolumeRequest;
import com.huaweicloud.sdk.ecs.v2.model.AttachServerVolumeRequestBody;
import com.huaweicloud.sdk.ecs.v2.model.DetachServerVolumeRequest;
import com.huaweicloud.sdk.ecs.v2.model.ListServerBlockDevicesRequest;
import com.huaweicloud.sdk.ecs.v2.model.ListServerBlockDevicesResponse;
import com.huaweicloud.sdk.ecs.v2.model.ListServerVolumeAttachmentsRequest;
import com.huaweicloud.sdk.ecs.v2.model.ServerBlockDevice;
import com.huaweicloud.sdk.ecs.v2.model.ServerExtendVolumeAttachment;
import com.huaweicloud.sdk.ecs.v2.model.ServerVolumeAttachment;
import com.huaweicloud.sdk.ecs.v2.model.ShowJobRequest;
import com.huaweicloud.sdk.ecs.v2.model.ShowServerBlockDeviceRequest;
import com.huaweicloud.sdk.ecs.v2.model.ShowServerRequest;
import dev.twinstack.api.TestTwin;
import dev.twinstack.api.server.Net;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The disks of servers in the SDK. Its typed answers show what the wire gave. */
@ExtendWith(SdkTwin.class)
class DiskSdkTest {
    @Test
    void disksAreListedAttachedAndDetached(Sdk sdk) {
        TestTwin project = sdk.project();
        EcsClient servers = sdk.ecs();
        String server = Net.dualStack(project).server("s3.medium.1", Net.DEBIAN, "", "");
        String volume = project.post("/v2/{p}/volumes", "{'volume':{'size':12,'availability_zone':'eu-de-03'}}")
                .text("/volume/id");
        String job = servers.attachServerVolume(new AttachServerVolumeRequest()
                        .withServerId(server)
                        .withBody(new AttachServerVolumeRequestBody()
                                .withVolumeAttachment(new AttachServerVolumeOption()
                                        .withVolumeId(volume)
                                        .withDevice("/dev/sdb"))))
                .getJobId();
        assertThat(servers.showJob(new ShowJobRequest().withJobId(job))
                        .getStatus()
                        .getValue())
                .isEqualTo("SUCCESS");
        ListServerBlockDevicesResponse disks =
                servers.listServerBlockDevices(new ListServerBlockDevicesRequest().withServerId(server));
        assertThat(disks.getAttachableQuantity().getFreeDisk()).isEqualTo(22);
        assertThat(disks.getVolumeAttachments())
                .extracting(ServerBlockDevice::getBootIndex)
                .containsExactly(0, 1);
        assertThat(servers.showServerBlockDevice(new ShowServerBlockDeviceRequest()
                                .withServerId(server)
                                .withVolumeId(volume))
                        .getVolumeAttachment()
                        .getSize())
                .isEqualTo(12);
        assertThat(servers.listServerVolumeAttachments(new ListServerVolumeAttachmentsRequest().withServerId(server))
                        .getVolumeAttachments())
                .extracting(ServerVolumeAttachment::getDevice)
                .containsExactly("/dev/vda", "/dev/vdb");
        assertThat(servers.showServer(new ShowServerRequest().withServerId(server))
                        .getServer()
                        .getOsExtendedVolumesVolumesAttached())
                .extracting(ServerExtendVolumeAttachment::getDeleteOnTermination)
                .containsExactly("true", "false");
        servers.detachServerVolume(
                new DetachServerVolumeRequest().withServerId(server).withVolumeId(volume));
        assertThat(project.get("/v2/{p}/volumes/" + volume).text("/volume/status"))
                .isEqualTo("available");
    }
}

"""Makes calls with the vendors' Python SDKs: one JSON object a line in, one a line out, in the same order.

In: {"vendor", "endpoint", "key", "secret", "project", "region", "service", "version", "action", "parameters", "body", "answer"}.
Out: {"ok": true, "body"} or {"ok": false, "status", "code", "message"}, as the SDK understood it.
"""

import importlib
import json
import sys


def huawei(call):
    from huaweicloudsdkcore.auth.credentials import BasicCredentials, GlobalCredentials
    from huaweicloudsdkcore.exceptions.exceptions import ServiceResponseException
    from huaweicloudsdkcore.utils.http_utils import sanitize_for_serialization

    # The SDK's own client of the service: it has the types of the answers.
    module = importlib.import_module(f"huaweicloudsdk{call['sdk'][0]}.{call['sdk'][1]}")
    name = next(one for one in dir(module) if one.endswith("Client") and not one.endswith("AsyncClient"))
    globally = call["service"] == "iam"
    credentials = (
        GlobalCredentials(call["key"], call["secret"], "domain")
        if globally
        else BasicCredentials(call["key"], call["secret"], call["project"])
    )
    client = getattr(module, name).new_builder().with_credentials(credentials).with_endpoint(call["endpoint"]).build()
    method, path = call["action"].split(" ")
    try:
        answer = client.do_http_request(
            method=method,
            resource_path=path,
            path_params={},
            query_params=list(call["parameters"].items()),
            header_params={"Content-Type": "application/json"},
            body=call.get("body"),
            post_params={},
            response_type=call["answer"],
            response_headers=[],
            collection_formats={},
            request_type="Request",
        )
    except ServiceResponseException as error:
        return {"ok": False, "status": error.status_code, "code": error.error_code, "message": error.error_msg}
    return {"ok": True, "body": sanitize_for_serialization(answer)}


def alibaba(call):
    from alibabacloud_tea_openapi.client import Client
    from alibabacloud_tea_openapi import utils_models as models
    from darabonba.runtime import RuntimeOptions

    config = models.Config(
        access_key_id=call["key"],
        access_key_secret=call["secret"],
        endpoint=call["endpoint"].split("://")[1],
        protocol="http",
        region_id=call["region"],
    )
    params = models.Params(
        action=call["action"], version=call["version"], protocol="http", pathname="/", method="POST", auth_type="AK",
        style="RPC", req_body_type="formData", body_type="json",
    )
    try:
        answer = Client(config).call_api(params, models.OpenApiRequest(query=call["parameters"]), RuntimeOptions())
    except Exception as error:  # the SDK has no base class of its own for what a service refuses
        status = getattr(error, "status_code", None)
        return {"ok": False, "status": status, "code": getattr(error, "code", type(error).__name__), "message": str(error)}
    body = answer["body"]
    model = getattr(importlib.import_module(call["sdk"][0] + ".models"), call["answer"], None)
    return {"ok": True, "body": model().from_map(body).to_map() if model else body}


def tencent(call):
    from tencentcloud.common import credential
    from tencentcloud.common.common_client import CommonClient
    from tencentcloud.common.exception.tencent_cloud_sdk_exception import TencentCloudSDKException
    from tencentcloud.common.profile.client_profile import ClientProfile
    from tencentcloud.common.profile.http_profile import HttpProfile

    http = HttpProfile(endpoint=call["endpoint"].split("://")[1], protocol="http")
    client = CommonClient(
        call["service"], call["version"], credential.Credential(call["key"], call["secret"]), call["region"],
        profile=ClientProfile(httpProfile=http),
    )
    try:
        answer = client.call_json(call["action"], call.get("body") or {})["Response"]
    except TencentCloudSDKException as error:
        return {"ok": False, "status": 200, "code": error.get_code(), "message": error.get_message()}
    if error := answer.get("Error"):
        return {"ok": False, "status": 200, "code": error["Code"], "message": error["Message"]}
    module = importlib.import_module(f"tencentcloud.{call['sdk'][0]}.v{call['version'].replace('-', '')}.models")
    model = getattr(module, call["answer"])()
    model._deserialize(answer)
    return {"ok": True, "body": json.loads(model.to_json_string())}


VENDORS = {"huaweicloud": huawei, "alicloud": alibaba, "tencentcloud": tencent}

for line in sys.stdin:
    call = json.loads(line)
    try:
        answer = VENDORS[call["vendor"]](call)
    except Exception as error:  # whatever it is, the caller is told, and the next call is made
        answer = {"ok": False, "status": None, "code": None, "message": f"{type(error).__name__}: {error}"}
    print(json.dumps(answer, default=str), flush=True)

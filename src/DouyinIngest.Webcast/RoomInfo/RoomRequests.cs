namespace DouyinIngest.Webcast.RoomInfo;

/// <summary>The URLs that rooms are looked up by, with the parameters of the vendor's web client. Pure.</summary>
internal static class RoomRequests
{
    public static Uri Enter(Uri upstream, string liveId) => new(
        upstream,
        "/webcast/room/web/enter/?aid=6383&app_name=douyin_web&live_id=1&device_platform=web&language=zh-CN&enter_from=web_live" +
        "&cookie_enabled=true&screen_width=1536&screen_height=864&browser_language=zh-CN&browser_platform=Win32&browser_name=Edge" +
        "&browser_version=126.0.0.0&web_rid=" + Uri.EscapeDataString(liveId) +
        "&room_id_str=&enter_source=&is_need_double_stream=false&insert_task_id=&live_reason=");

    public static Uri Page(Uri upstream, string liveId) => new(upstream, "/" + Uri.EscapeDataString(liveId));

    public static Uri Reflow(Uri reflow, long roomId, string secUid) => new(
        reflow,
        FormattableString.Invariant($"/webcast/room/reflow/info/?verifyFp=&type_id=0&live_id=1&room_id={roomId}&sec_user_id={Uri.EscapeDataString(secUid)}&version_code=99.99.99&app_id=1128"));
}

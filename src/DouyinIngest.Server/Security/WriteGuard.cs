using DouyinIngest.Server.Api;
using Microsoft.Net.Http.Headers;

namespace DouyinIngest.Server.Security;

/// <summary>Lets only requests with the token write; the others learn what to do.</summary>
internal sealed class WriteGuard(ManagementToken token) : IEndpointFilter
{
    private const string Remedy = "Send the header 'Authorization: Bearer <token>' with what Management:Token or Management:TokenFile holds; never put it into a URL.";

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        switch (token.Check(http.Request.Headers.Authorization))
        {
            case TokenVerdict.Right:
                return await next(context);
            case TokenVerdict.Missing:
                http.Response.Headers[HeaderNames.WWWAuthenticate] = "Bearer realm=\"management\"";
                return ApiJson.Refusal(StatusCodes.Status401Unauthorized, "To write here takes the management token.", Remedy);
            case TokenVerdict.Wrong:
                return ApiJson.Refusal(StatusCodes.Status403Forbidden, "This is not the management token.", Remedy);
            default:
                http.Response.Headers[HeaderNames.Allow] = "GET";
                return ApiJson.Refusal(
                    StatusCodes.Status405MethodNotAllowed,
                    "This management port is read-only.",
                    "Set Management:TokenFile (or Management:Token) to allow it, or use the command line: 'rooms pause' and 'rooms resume'.");
        }
    }
}

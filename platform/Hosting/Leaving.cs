using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace WarmHandover.Platform.Hosting;

/// <summary>
/// A process that was told to stop ends each connection with the answer that it gives on it: who keeps lines open to one that is not ready
/// any more would go on using them until they are cut, in the middle of a request.
/// </summary>
internal static class Leaving
{
    public static void UseLeaving(this WebApplication app)
    {
        var stopping = app.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        app.Use((http, next) =>
        {
            if (HttpProtocol.IsHttp11(http.Request.Protocol))
            {
                http.Response.OnStarting(() =>
                {
                    if (stopping.IsCancellationRequested)
                        http.Response.Headers.Connection = "close";
                    return Task.CompletedTask;
                });
            }

            return next(http);
        });
    }
}

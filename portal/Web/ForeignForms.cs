using Microsoft.AspNetCore.Antiforgery;

namespace WarmHandover.Portal.Web;

/// <summary>
/// A form without the mark that this portal gave it was sent by another website, or stood open too long: 400, and nothing of it is read.
/// </summary>
internal static class ForeignForms
{
    public static void RefuseForeignForms(this WebApplication app) => app.Use((http, next) =>
    {
        if (http.Features.Get<IAntiforgeryValidationFeature>() is not { IsValid: false })
            return next(http);

        http.Response.StatusCode = StatusCodes.Status400BadRequest;
        return Task.CompletedTask;
    });
}

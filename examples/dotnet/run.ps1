# NOT TESTED by us: nobody ran it on Windows. The same as `run`, for PowerShell 7.
$ErrorActionPreference = 'Stop'
Set-Location $PSScriptRoot
if (-not (Get-Command dotnet -ErrorAction SilentlyContinue)) { Write-Output 'skipped: the .NET SDK is not installed'; exit 77 }

$work = Join-Path ([IO.Path]::GetTempPath()) ([Guid]::NewGuid())
New-Item -ItemType Directory -Path $work | Out-Null
$ready = Join-Path $work 'pret.json'
$started = @{
    FilePath              = 'socle'
    ArgumentList          = 'serve', '--port-base', '0', '--ready-file', "`"$ready`""
    RedirectStandardOutput = Join-Path $work 'socle.log'
    RedirectStandardError  = Join-Path $work 'socle-erreurs.log'
    PassThru              = $true
    NoNewWindow           = $true
}
$simulator = Start-Process @started
try {
    while (-not (Test-Path $ready)) {
        if ($simulator.HasExited) { Get-Content (Join-Path $work 'socle-erreurs.log'); exit 1 }
        Start-Sleep -Milliseconds 200
    }
    $env:SOCLE_READY = $ready
    dotnet test --nologo
    $code = $LASTEXITCODE
}
finally {
    if (-not $simulator.HasExited) { Stop-Process -Id $simulator.Id }
    Remove-Item -Recurse -Force $work -ErrorAction SilentlyContinue
}
exit $code

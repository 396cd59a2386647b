@echo off
rem Runs Adjoint: from the archive in whose bin it lies; or else from its sources, beside which it lies, and then it builds
rem the jar when it is missing or older than they are.
setlocal enableextensions
set "HOME_DIR=%~dp0"

if defined JAVA_HOME (
  set "JAVA=%JAVA_HOME%\bin\java.exe"
  if not exist "%JAVA_HOME%\bin\java.exe" (
    echo ad: there is no Java in JAVA_HOME, which is %JAVA_HOME% 1>&2
    exit /b 2
  )
) else (
  set "JAVA=java"
  where java >nul 2>nul || (
    echo ad: Java is needed, 17 or later, and there is none in PATH; JAVA_HOME may name one 1>&2
    exit /b 2
  )
)

if not exist "%HOME_DIR%pom.xml" goto unpacked
call :newest
powershell -NoProfile -Command "$jar = Get-Item $env:JAR -ErrorAction SilentlyContinue; if (-not $jar) { exit 1 }; $new = Get-ChildItem (Join-Path $env:HOME_DIR 'pom.xml'), (Join-Path $env:HOME_DIR 'grammar'), (Join-Path $env:HOME_DIR 'src\main') -Recurse -File | Where-Object { $_.LastWriteTime -gt $jar.LastWriteTime } | Select-Object -First 1; if ($new) { exit 1 } else { exit 0 }" && goto run

where mvn >nul 2>nul || (
  echo ad: Maven is needed to build Adjoint, and there is no mvn in PATH 1>&2
  exit /b 2
)
echo ad: building Adjoint, once ... 1>&2
if not exist "%HOME_DIR%target" mkdir "%HOME_DIR%target"
call mvn -q -B -ntp -f "%HOME_DIR%pom.xml" -Dmaven.test.skip=true -Dspotless.check.skip=true package >"%HOME_DIR%target\ad-build.log" 2>&1
if errorlevel 1 (
  type "%HOME_DIR%target\ad-build.log" 1>&2
  echo ad: the build failed 1>&2
  exit /b 70
)
call :newest
powershell -NoProfile -Command "(Get-Item $env:JAR).LastWriteTime = Get-Date"

:run
"%JAVA%" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto -jar "%JAR%" %*
exit /b %ERRORLEVEL%

:unpacked
if not exist "%HOME_DIR%..\lib\adjoint-*.jar" (
  echo ad: there is no jar of Adjoint in %HOME_DIR%..\lib; bin and lib belong together, as the archive has them 1>&2
  exit /b 2
)
"%JAVA%" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto -cp "%HOME_DIR%..\lib\*" --add-opens=java.base/java.lang=ALL-UNNAMED dev.adjoint.cli.Main %*
exit /b %ERRORLEVEL%

:newest
set "JAR="
for /f "delims=" %%j in ('dir /b /o-d "%HOME_DIR%target\adjoint-*.jar" 2^>nul') do (
  if not defined JAR set "JAR=%HOME_DIR%target\%%j"
)
exit /b 0
